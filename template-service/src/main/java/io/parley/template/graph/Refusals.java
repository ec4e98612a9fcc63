package io.parley.template.graph;

import io.parley.kit.web.ProblemException;
import io.parley.template.TemplateError;
import java.time.Duration;

/** Says in plain words, to the one who asked, why WhatsApp did not do it. */
public final class Refusals {

    private static final Duration SHORTLY = Duration.ofSeconds(5);

    private Refusals() {}

    /** Returns the answer to the one who asked; {@code answer} is not {@link GraphAnswer.Done}. */
    public static ProblemException of(GraphAnswer answer) {
        return switch (answer) {
            case GraphAnswer.Refused(var refusal) -> refused(refusal);
            case GraphAnswer.TokenRejected(var refusal) ->
                ProblemException.of(
                        TemplateError.WHATSAPP_CREDENTIALS_REJECTED,
                        "WhatsApp does not accept the access token for this: " + refusal.words());
            case GraphAnswer.TooOften(var retryAfter) ->
                ProblemException.retryLater(
                        TemplateError.WHATSAPP_RATE_LIMIT,
                        "WhatsApp takes no more calls about templates of this business account for now; try again in "
                                + words(retryAfter),
                        retryAfter);
            case GraphAnswer.NotReached() ->
                ProblemException.retryLater(
                        TemplateError.WHATSAPP_UNREACHABLE,
                        "WhatsApp cannot be reached at the moment; nothing was done, try again",
                        SHORTLY);
            case GraphAnswer.Lost() ->
                ProblemException.retryLater(
                        TemplateError.WHATSAPP_UNREACHABLE,
                        "WhatsApp did not answer; what it has done is found out and shown within a minute",
                        SHORTLY);
            case GraphAnswer.Done done -> throw new IllegalArgumentException("answer: done (expected: a refusal)");
        };
    }

    private static ProblemException refused(Refusal refusal) {
        var words = "WhatsApp refuses it: " + refusal.words() + " (code " + refusal.code()
                + (refusal.subcode() == 0 ? "" : "/" + refusal.subcode()) + ")";
        return refusal.field()
                .map(field -> ProblemException.ofField(TemplateError.TEMPLATE_REFUSED, field, words))
                .orElseGet(() -> ProblemException.of(TemplateError.TEMPLATE_REFUSED, words));
    }

    private static String words(Duration duration) {
        return duration.compareTo(Duration.ofMinutes(2)) < 0
                ? Math.max(1, duration.toSeconds()) + " seconds"
                : duration.toMinutes() + " minutes";
    }
}
