package io.parley.stack.client;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Parley's public API as far as the command line needs it. */
public final class ParleyApi {

    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int MOST_ATTEMPTS = 60;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int PAGE = 200;

    private final JsonHttp http;

    public ParleyApi(URI address) {
        this.http = new JsonHttp(address, "Start Parley with ./parley up, or say where it runs with --port or --url.");
    }

    /** A WhatsApp number as a tenant's settings name it. */
    public record Number(String phoneNumberId, String accessToken, String businessAccountId) {}

    /** A message that was sent: to whom, and what. */
    public record Sent(String to, String text) {}

    /** Makes a tenant and its owner; returns a token of the owner. */
    public Token register(String tenant, String name, String email, String password) {
        var body = Map.of("tenantName", tenant, "name", name, "email", email, "password", password);
        return token(http.send("POST", "/api/auth/register", body, Map.of()).orFail());
    }

    /** Returns a token, or nothing when e-mail and password do not fit. */
    public Optional<Token> login(String email, String password) {
        var answer = http.send("POST", "/api/auth/login", Map.of("email", email, "password", password), Map.of());
        return answer.status() == UNAUTHORIZED ? Optional.empty() : Optional.of(token(answer.orFail()));
    }

    /** The number in the tenant's settings, if there is one. */
    public Optional<String> phoneNumberId(Token token) {
        var settings =
                http.send("GET", "/api/settings", Map.of(), token.header()).orFail();
        var id = settings.path("data").path("whatsappConfig").path("phoneNumberId");
        return id.isString() ? Optional.of(id.asString()) : Optional.empty();
    }

    /** Connects a number; Parley checks it against the Graph API first. */
    public void connect(Token token, Number number) {
        var config = Map.of(
                "phoneNumberId", number.phoneNumberId(),
                "accessToken", number.accessToken(),
                "businessAccountId", number.businessAccountId());
        http.send("PATCH", "/api/settings", Map.of("whatsappConfig", config), token.header())
                .orFail();
    }

    /** Sends a text; the same key never sends twice. Waits while the tenant is over its rate. */
    public void sendText(Token token, Sent message, String idempotencyKey) {
        var body = Map.of("to", message.to(), "type", "text", "content", Map.of("text", message.text()));
        patiently("POST", "/api/messages", body, token.headerWith("Idempotency-Key", idempotencyKey));
    }

    /** Adds contacts, or what is new of them; {@code csv} begins with a header. */
    public void importContacts(Token token, String csv) {
        http.upload("/api/contacts/import/csv", csv, token.header()).orFail();
    }

    /** Every text the tenant has ever sent. */
    public Set<Sent> sentTexts(Token token) {
        return all(token, "/api/messages?direction=OUTBOUND", "messages").stream()
                .map(message -> new Sent(
                        message.path("to").asString(""),
                        message.path("content").path("text").asString("")))
                .collect(Collectors.toSet());
    }

    /** The part of the API that is about templates. */
    public TemplateApi templates() {
        return new TemplateApi(this);
    }

    /** How many messages match a query such as {@code direction=INBOUND}. */
    public long count(Token token, String query) {
        var answer = http.send("GET", "/api/messages?limit=1&" + query, Map.of(), token.header());
        return answer.orFail().path("data").path("pagination").path("total").asLong(0);
    }

    /** A user of the tenant as the list of users shows it. */
    public record User(String id, String email) {}

    /** A conversation as the list shows it: whom it is with, and how often agents have changed it. */
    public record Inbox(String id, String phoneNumber, int version) {}

    public List<User> users(Token token) {
        var data = patiently("GET", "/api/auth/users?limit=200", Map.of(), token.header());
        return data.path("users")
                .valueStream()
                .map(user ->
                        new User(user.path("id").asString(), user.path("email").asString("")))
                .toList();
    }

    public User addAgent(Token token, String name, String email, String password) {
        var body = Map.of("name", name, "email", email, "role", "AGENT", "password", password);
        var user = patiently("POST", "/api/auth/users", body, token.header());
        return new User(user.path("id").asString(), email);
    }

    /** How many conversations there are. */
    public long countConversations(Token token) {
        return patiently("GET", "/api/conversations?limit=1", Map.of(), token.header())
                .path("pagination")
                .path("total")
                .asLong(0);
    }

    public List<Inbox> conversations(Token token) {
        return all(token, "/api/conversations", "conversations").stream()
                .map(one -> new Inbox(
                        one.path("id").asString(),
                        one.path("phoneNumber").asString(""),
                        one.path("version").asInt(0)))
                .toList();
    }

    /** Changes a conversation; false where the user it is given to is not known there yet. */
    public boolean work(Token token, Inbox conversation, Map<String, Object> patch) {
        var answer = attempt("PATCH", "/api/conversations/" + conversation.id(), patch, token.header());
        if (answer.status() == BAD_REQUEST) {
            return false;
        }
        answer.orFail();
        return true;
    }

    public void read(Token token, Inbox conversation) {
        patiently("POST", "/api/conversations/" + conversation.id() + "/read", Map.of(), token.header());
    }

    public void note(Token token, Inbox conversation, String text) {
        patiently("POST", "/api/conversations/" + conversation.id() + "/notes", Map.of("text", text), token.header());
    }

    private JsonNode patiently(String method, String path, Object body, Map<String, String> headers) {
        return attempt(method, path, body, headers).orFail().path("data");
    }

    /** Waits while the tenant is over its rate. */
    JsonHttp.Answer attempt(String method, String path, Object body, Map<String, String> headers) {
        var answer = http.send(method, path, body, headers);
        for (var attempt = 0; answer.status() == TOO_MANY_REQUESTS && attempt < MOST_ATTEMPTS; attempt++) {
            LockSupport.parkNanos(PAUSE.toNanos());
            answer = http.send(method, path, body, headers);
        }
        return answer;
    }

    /** All pages of a list. */
    List<JsonNode> all(Token token, String path, String field) {
        var first = path + (path.contains("?") ? "&" : "?") + "limit=" + PAGE;
        var found = new ArrayList<JsonNode>();
        String cursor = null;
        do {
            var from = cursor == null ? "" : "&cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8);
            var data = patiently("GET", first + from, Map.of(), token.header());
            data.path(field).forEach(found::add);
            cursor = cursor(data);
        } while (cursor != null);
        return found;
    }

    private static @Nullable String cursor(JsonNode data) {
        var next = data.path("pagination").path("nextCursor");
        return next.isString() ? next.asString() : null;
    }

    private static Token token(JsonNode answer) {
        return new Token(answer.path("data").path("token").asString());
    }
}
