package io.parley.auth.settings;

import io.parley.auth.AuthError;
import io.parley.kit.web.ProblemException;
import java.time.Duration;
import java.util.HashSet;
import org.springframework.stereotype.Component;

/** Lets only those credentials pass that are complete and that Meta accepts. */
@Component
class CredentialRules {

    private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(5);

    private final GraphNumbers graph;

    CredentialRules(GraphNumbers graph) {
        this.graph = graph;
    }

    /** Returns {@code after} with what Meta says of the numbers that are new in it; refuses what Meta refuses. */
    Settings checked(Settings before, Settings after) {
        refuseRepeatedNumbers(after);
        var result = after;
        for (var number : after.numbers()) {
            if (number.needsCheckAfter(before.number(number.id()).orElse(null))) {
                result = result.with(number.with(detailsOf(number, after)));
            }
        }
        return result;
    }

    private static void refuseRepeatedNumbers(Settings settings) {
        var seen = new HashSet<String>();
        for (var number : settings.numbers()) {
            var id = number.phoneNumberId();
            if (id != null && !seen.add(id)) {
                throw ProblemException.of(
                        AuthError.WHATSAPP_NUMBER_TAKEN, "Phone number " + id + " is already one of yours");
            }
        }
    }

    private NumberDetails detailsOf(WhatsappNumber number, Settings settings) {
        var phoneNumberId = number.phoneNumberId();
        if (phoneNumberId == null) {
            throw ProblemException.ofField(
                    fieldOf(number, "phoneNumberId"), "is required together with businessAccountId");
        }
        var token = settings.tokenFor(number)
                .orElseThrow(() -> ProblemException.ofField(
                        fieldOf(number, "accessToken"), "is required together with phoneNumberId"));
        var check = graph.check(phoneNumberId, number.credentials().businessAccountId(), token.secret());
        return switch (check) {
            case CredentialCheck.Accepted(var details) -> details;
            case CredentialCheck.Rejected(var reason) ->
                throw ProblemException.of(
                        AuthError.WHATSAPP_CREDENTIALS_REJECTED, "WhatsApp refused the credentials: " + reason);
            case CredentialCheck.Unreachable() ->
                throw ProblemException.retryLater(
                        AuthError.WHATSAPP_UNREACHABLE,
                        "WhatsApp could not be reached to check the credentials; nothing was saved",
                        TRY_AGAIN_AFTER);
        };
    }

    private static String fieldOf(WhatsappNumber number, String field) {
        return number.isDefault() ? "whatsappConfig." + field : field;
    }
}
