package io.parley.sandbox.meta;

import java.util.Map;
import java.util.Set;

/** Meta's titles and HTTP statuses by error code; a code that is not listed is still answered, as a bad request. */
public final class ErrorCatalogue {

    private static final Map<Integer, String> TITLES = Map.ofEntries(
            Map.entry(1, "An unknown error has occurred."),
            Map.entry(2, "Service temporarily unavailable"),
            Map.entry(3, "Application does not have the capability to make this API call."),
            Map.entry(4, "Application request limit reached"),
            Map.entry(10, "Application does not have permission for this action"),
            Map.entry(33, "Parameter value is not valid"),
            Map.entry(100, "Invalid parameter"),
            Map.entry(190, "Error validating access token"),
            Map.entry(368, "Temporarily blocked for policies violations"),
            Map.entry(80007, "Rate limit issues"),
            Map.entry(130403, "You have blocked this user"),
            Map.entry(130429, "Rate limit hit"),
            Map.entry(130472, "User's number is part of an experiment"),
            Map.entry(130497, "Business account is restricted from messaging users in this country."),
            Map.entry(131000, "Something went wrong"),
            Map.entry(131005, "Access denied"),
            Map.entry(131008, "Required parameter is missing"),
            Map.entry(131009, "Parameter value is not valid"),
            Map.entry(131016, "Service unavailable"),
            Map.entry(131021, "Recipient cannot be sender"),
            Map.entry(131026, "Message undeliverable"),
            Map.entry(131030, "Recipient phone number not in allowed list"),
            Map.entry(131031, "Account has been locked"),
            Map.entry(131037, "WhatsApp provided number needs display name approval before message can be sent."),
            Map.entry(131042, "Business eligibility payment issue"),
            Map.entry(131045, "Incorrect certificate"),
            Map.entry(131047, "Re-engagement message"),
            Map.entry(131048, "Spam rate limit hit"),
            Map.entry(131049, "This message was not delivered to maintain healthy ecosystem engagement."),
            Map.entry(131050, "User has stopped marketing messages from this business"),
            Map.entry(131051, "Unsupported message type"),
            Map.entry(131052, "Media download error"),
            Map.entry(131053, "Media upload error"),
            Map.entry(131056, "(Business Account, Consumer Account) pair rate limit hit"),
            Map.entry(131057, "Account in maintenance mode"),
            Map.entry(131062, "Business-scoped user id is not allowed here"),
            Map.entry(132000, "Template Param Count Mismatch"),
            Map.entry(132001, "Template does not exist"),
            Map.entry(132005, "Template hydrated text too long"),
            Map.entry(132007, "Template format character policy violated"),
            Map.entry(132008, "Template parameter value is not valid"),
            Map.entry(132012, "Template parameter format mismatch"),
            Map.entry(132015, "Template is paused"),
            Map.entry(132016, "Template is disabled"),
            Map.entry(132018, "Template parameter validation failed"),
            Map.entry(133004, "Server temporarily unavailable"),
            Map.entry(133006, "Phone number needs to be verified before registering"),
            Map.entry(133010, "Phone number not registered"),
            Map.entry(133016, "Account register deregister rate limit exceeded"),
            Map.entry(135000, "Generic user error"),
            Map.entry(137000, "Recipient identity key hash mismatch"));

    private static final Set<Integer> UNAUTHORIZED = Set.of(0, 190);
    private static final Set<Integer> FORBIDDEN = Set.of(3, 10, 368, 131005, 131031);
    private static final Set<Integer> TOO_MANY = Set.of(130429, 80007);
    private static final Set<Integer> INTERNAL = Set.of(1, 131000);
    private static final Set<Integer> UNAVAILABLE = Set.of(2, 131016, 133004);
    private static final Set<Integer> TRANSIENT = Set.of(1, 2, 131000, 131016, 131057, 133004);

    private ErrorCatalogue() {}

    public static String title(int code) {
        return TITLES.getOrDefault(code, "Request failed");
    }

    /** Whether Meta marks the error as one that may pass by itself. */
    public static boolean isTransient(int code) {
        return TRANSIENT.contains(code);
    }

    public static int httpStatus(int code) {
        if (UNAUTHORIZED.contains(code)) {
            return 401;
        }
        if (FORBIDDEN.contains(code) || (code >= 200 && code <= 299)) {
            return 403;
        }
        if (code == 132001) {
            return 404;
        }
        if (TOO_MANY.contains(code)) {
            return 429;
        }
        if (INTERNAL.contains(code)) {
            return 500;
        }
        return UNAVAILABLE.contains(code) ? 503 : 400;
    }
}
