package io.parley.auth.settings;

import io.parley.auth.account.Name;
import io.parley.auth.audit.Actor;
import io.parley.kit.security.Caller;
import io.parley.kit.web.PageRequest;
import io.parley.kit.web.Pagination;
import io.parley.kit.web.ProblemException;
import io.parley.kit.web.Success;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The tenant's numbers, the default one among them. */
@RestController
@RequestMapping("/api/settings/numbers")
@PreAuthorize("hasRole('ADMIN')")
class NumberController {

    private final ReadSettings readSettings;
    private final ChangeSettings changeSettings;
    private final SettingsMerge merge;

    NumberController(ReadSettings readSettings, ChangeSettings changeSettings, SettingsMerge merge) {
        this.readSettings = readSettings;
        this.changeSettings = changeSettings;
        this.merge = merge;
    }

    record NumberPage(List<NumberResource> numbers, Pagination pagination) {}

    record NewNumber(
            @NotNull String phoneNumberId,
            @Nullable String accessToken,
            @Nullable String businessAccountId,
            @Nullable String appSecret,
            @NotNull Name label) {

        NumberPatch toPatch() {
            return new NumberPatch(
                    new Change.To<>(phoneNumberId),
                    given(accessToken),
                    given(businessAccountId),
                    given(appSecret),
                    new Change.To<>(label));
        }

        private static Change<String> given(@Nullable String value) {
            return value == null ? new Change.Keep<>() : new Change.To<>(value);
        }
    }

    @Operation(
            summary = "List WhatsApp numbers",
            description = "All numbers of the tenant; `isDefault` marks the one that the settings show.")
    @GetMapping
    Success<NumberPage> list(Caller caller, PageRequest page) {
        var numbers = readSettings.read(caller.tenant()).numbers().stream()
                .filter(number -> number.phoneNumberId() != null)
                .toList();
        var shown = numbers.stream()
                .skip(page.offset())
                .limit(page.limit())
                .map(NumberResource::of)
                .toList();
        return Success.of(new NumberPage(shown, Pagination.of(page, numbers.size(), null)));
    }

    @Operation(
            summary = "Connect one more number",
            description =
                    "What is absent is taken from the default number. Checked with WhatsApp before it is " + "saved.")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Success<NumberResource> add(Actor actor, @Valid @RequestBody NewNumber request) {
        var added = merge.newNumber(false);
        var settings = changeSettings.change(actor, current -> {
            var number = current.defaultNumber().isEmpty() ? added.asDefault() : added;
            return current.with(merge.merge(current.tenant(), number, request.toPatch()));
        });
        return Success.of(resource(settings, added.id()));
    }

    @Operation(summary = "Change a number", description = "A merge patch, as for the settings.")
    @PatchMapping("/{id}")
    Success<NumberResource> change(Actor actor, @PathVariable UUID id, @RequestBody NumberPatch request) {
        var settings = changeSettings.change(actor, current -> {
            var merged = merge.merge(current.tenant(), numberOf(current, id), request);
            if (merged.phoneNumberId() == null) {
                throw ProblemException.ofField("phoneNumberId", "must not be null; delete the number instead");
            }
            return current.with(merged);
        });
        return Success.of(resource(settings, id));
    }

    @Operation(summary = "Disconnect a number", description = "Its messages and conversations stay.")
    @DeleteMapping("/{id}")
    Success<Map<String, Object>> delete(Actor actor, @PathVariable UUID id) {
        changeSettings.change(
                actor, current -> current.without(numberOf(current, id).id()));
        return Success.done();
    }

    private static NumberResource resource(Settings settings, UUID id) {
        return NumberResource.of(numberOf(settings, id));
    }

    private static WhatsappNumber numberOf(Settings settings, UUID id) {
        return settings.number(id).orElseThrow(ProblemException::notFound);
    }
}
