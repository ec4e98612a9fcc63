package io.parley.stack.client;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What Parley's public API says of templates and of the messages that were made from them. */
public final class TemplateApi {

    private static final int BAD_REQUEST = 400;
    private static final int ACCEPTED = 202;

    private final ParleyApi api;

    TemplateApi(ParleyApi api) {
        this.api = api;
    }

    /** A template as the list shows it. */
    public record Known(String name, String language, String status) {}

    /** A template message that was sent: to whom, and of which template. */
    public record Sent(String to, String name, String language) {}

    /** Has Parley read the account; false where it is about to, or has not heard of the number yet. */
    public boolean sync(Token token) {
        var answer = api.attempt("POST", "/api/templates/sync", Map.of(), token.header());
        if (code(answer).equals("WHATSAPP_NOT_CONFIGURED")) {
            return false;
        }
        answer.orFail();
        return answer.status() != ACCEPTED;
    }

    public List<Known> all(Token token) {
        return api.all(token, "/api/templates", "templates").stream()
                .map(one -> new Known(
                        one.path("name").asString(""),
                        one.path("language").asString(""),
                        one.path("status").asString("")))
                .toList();
    }

    public void submit(Token token, Map<String, Object> template) {
        api.attempt("POST", "/api/templates", template, token.header()).orFail();
    }

    /** Every template message the tenant has ever sent. */
    public Set<Sent> sent(Token token) {
        return api.all(token, "/api/messages?direction=OUTBOUND&type=TEMPLATE", "messages").stream()
                .map(TemplateApi::sent)
                .collect(Collectors.toSet());
    }

    private static Sent sent(JsonNode message) {
        var content = message.path("content");
        return new Sent(
                message.path("to").asString(""),
                content.path("name").asString(""),
                content.path("language").asString(""));
    }

    /** Sends a message; the same key never sends twice. False where its template has not got about yet. */
    public boolean send(Token token, Map<String, Object> message, String idempotencyKey) {
        var answer = api.attempt("POST", "/api/messages", message, token.headerWith("Idempotency-Key", idempotencyKey));
        var code = code(answer);
        if (answer.status() == BAD_REQUEST && code.startsWith("TEMPLATE_")) {
            return false;
        }
        if (!code.equals("CONTACT_OPTED_OUT")) {
            answer.orFail();
        }
        return true;
    }

    private static String code(JsonHttp.Answer answer) {
        return answer.body().path("code").asString("");
    }
}
