package io.parley.sandbox.control;

import io.parley.sandbox.account.Accounts;
import io.parley.sandbox.account.BusinessNumber;
import io.parley.sandbox.account.Credential;
import io.parley.sandbox.account.DisplayNumber;
import io.parley.sandbox.behaviour.Expect;
import io.parley.sandbox.behaviour.InvalidSetting;
import io.parley.sandbox.web.ControlJson;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Defines business numbers with their credentials, and shows all there are without them. */
@RestController
@RequestMapping("/sandbox/numbers")
class NumbersController {

    private final Accounts accounts;
    private final ControlJson json;

    NumbersController(Accounts accounts, ControlJson json) {
        this.accounts = accounts;
        this.json = json;
    }

    @GetMapping
    Map<String, List<NumberView>> list() {
        return Map.of("numbers", accounts.all().stream().map(NumberView::of).toList());
    }

    @PutMapping("/{id}")
    NumberView define(@PathVariable String id, HttpServletRequest request) {
        Expect.that("id", Accounts.isId(id), id, "5 to 25 digits");
        var number = json.read(request, NumberDefinition.class).toNumber(id);
        accounts.define(number);
        return NumberView.of(number);
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> remove(@PathVariable String id) {
        return ResponseEntity.status(accounts.remove(id) ? 204 : 404).build();
    }

    record NumberDefinition(
            @Nullable String displayPhoneNumber,
            @Nullable String verifiedName,
            @Nullable String businessAccountId,
            @Nullable String accessToken,
            @Nullable String appSecret,
            @Nullable Integer messagesPerSecond) {

        NumberDefinition {
            if (businessAccountId != null) {
                Expect.that("businessAccountId", Accounts.isId(businessAccountId), businessAccountId, "5 to 25 digits");
            }
            Expect.that("verifiedName", verifiedName == null || !verifiedName.isBlank(), "blank", "a name");
            Expect.that("accessToken", accessToken == null || !accessToken.isBlank(), "blank", "a token");
            Expect.that("appSecret", appSecret == null || !appSecret.isBlank(), "blank", "a secret");
            if (messagesPerSecond != null) {
                Expect.between("messagesPerSecond", messagesPerSecond, 0, 100_000);
            }
        }

        BusinessNumber toNumber(String id) {
            var open = BusinessNumber.openFor(id);
            return new BusinessNumber(
                    id,
                    displayPhoneNumber == null ? open.display() : display(displayPhoneNumber),
                    verifiedName == null ? open.verifiedName() : verifiedName,
                    businessAccountId == null ? open.businessAccountId() : businessAccountId,
                    true,
                    accessToken == null ? null : new Credential(accessToken),
                    appSecret == null ? null : new Credential(appSecret),
                    messagesPerSecond);
        }

        private static DisplayNumber display(String written) {
            try {
                return DisplayNumber.of(written);
            } catch (IllegalArgumentException unreadable) {
                throw new InvalidSetting(
                        "displayPhoneNumber", unreadable.getMessage() + " (expected: " + DisplayNumber.RULE + ")");
            }
        }
    }

    record NumberView(
            String id,
            String displayPhoneNumber,
            String verifiedName,
            String businessAccountId,
            boolean defined,
            boolean hasAccessToken,
            boolean hasAppSecret,
            @Nullable Integer messagesPerSecond) {

        static NumberView of(BusinessNumber number) {
            return new NumberView(
                    number.id(),
                    number.display().formatted(),
                    number.verifiedName(),
                    number.businessAccountId(),
                    number.defined(),
                    number.accessToken() != null,
                    number.appSecret() != null,
                    number.messagesPerSecond());
        }
    }
}
