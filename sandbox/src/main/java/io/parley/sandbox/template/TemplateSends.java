package io.parley.sandbox.template;

import io.parley.sandbox.meta.GraphError;
import io.parley.sandbox.meta.GraphException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Holds sends against the templates of their account, as Meta does. An account without any is not asked for them: whoever
 * makes none here tests something else than templates.
 */
@Component
public final class TemplateSends {

    private static final int UNKNOWN = 132001;
    private static final int PAUSED = 132015;
    private static final int DISABLED = 132016;

    private final Templates templates;

    TemplateSends(Templates templates) {
        this.templates = templates;
    }

    /** Ends a request that keeps to the rules of the messages endpoint, but not to its template. */
    public void check(String account, JsonNode message) {
        if (!message.path("type").asString("").equalsIgnoreCase("template") || !templates.hasAny(account)) {
            return;
        }
        var send = message.path("template");
        var name = send.path("name").asString("");
        var language = send.path("language").path("code").asString("");
        var template = templates.find(account, name, language).orElseThrow(() -> unknown(name, language));
        requireSendable(template);
        Filling.check(template, send.path("components"));
    }

    private static void requireSendable(HeldTemplate template) {
        switch (template.state().status()) {
            case "APPROVED" -> {}
            case "PAUSED" ->
                throw refused(
                        PAUSED, "Template is paused due to low quality so it cannot be sent in a template message.");
            case "DISABLED" ->
                throw refused(
                        DISABLED,
                        "Template has been paused too many times due to low quality and is now permanently disabled.");
            default -> throw unknown(template.name(), template.language());
        }
    }

    private static GraphException unknown(String name, String language) {
        return refused(UNKNOWN, "template name (" + name + ") does not exist in " + language);
    }

    private static GraphException refused(int code, String details) {
        return new GraphException(GraphError.of(code, details));
    }
}
