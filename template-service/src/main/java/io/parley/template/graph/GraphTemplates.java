package io.parley.template.graph;

import io.parley.kit.crypto.Encryption;
import io.parley.kit.http.PartnerClient;
import io.parley.kit.http.PartnerClients;
import io.parley.kit.http.PartnerProperties;
import io.parley.kit.json.Json;
import io.parley.template.account.Account;
import io.parley.template.book.TemplateKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;

/** The Graph API's calls about templates. They never throw for what the network or Meta does. */
@Component
public class GraphTemplates {

    private static final int PAGE = 100;
    private static final int LONGEST_ANSWER = 16 * 1024 * 1024;

    private final PartnerClient client;
    private final Encryption encryption;
    private final String version;

    GraphTemplates(PartnerClients clients, Encryption encryption, GraphProperties properties) {
        this.encryption = encryption;
        this.version = properties.version();
        this.client = clients.client(
                new PartnerProperties(
                        "CloudApi/templates",
                        properties.url(),
                        properties.connectTimeout(),
                        properties.responseTimeout(),
                        properties.concurrency()),
                ResourceAccessException.class::isInstance);
    }

    /**
     * One page of an account's templates.
     *
     * @param answer what was answered; a {@link GraphAnswer.Done} where the page could be read
     * @param next where to go on; null on the last page
     */
    public record Page(
            GraphAnswer answer,
            List<MetaTemplate> templates,
            @Nullable String next) {}

    /** Submits a template. */
    public GraphAnswer create(Account account, Map<String, Object> body) {
        return call(
                account,
                rest -> rest.method(HttpMethod.POST)
                        .uri("/{version}/{account}/message_templates", version, account.id())
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(Json.events().writeValueAsBytes(body)));
    }

    /** Replaces what a template says. */
    public GraphAnswer edit(Account account, String metaId, Map<String, Object> body) {
        return call(
                account,
                rest -> rest.method(HttpMethod.POST)
                        .uri("/{version}/{id}", version, metaId)
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(Json.events().writeValueAsBytes(body)));
    }

    /** Deletes one language of a template, or all where null is given. */
    public GraphAnswer delete(Account account, String name, @Nullable String metaId) {
        return call(
                account,
                rest -> rest.method(HttpMethod.DELETE).uri(uri -> {
                    uri.pathSegment(version, account.id(), "message_templates").queryParam("name", name);
                    return metaId == null
                            ? uri.build()
                            : uri.queryParam("hsm_id", metaId).build();
                }));
    }

    /** Reads one page of all templates. */
    public Page page(Account account, @Nullable String after) {
        return page(account, null, after);
    }

    /** Looks for one template; a {@link Page} with it or with none. */
    public Page find(Account account, TemplateKey key) {
        var page = page(account, key.name(), null);
        var found =
                page.templates().stream().filter(one -> one.key().equals(key)).toList();
        return new Page(page.answer(), found, null);
    }

    private Page page(Account account, @Nullable String name, @Nullable String after) {
        var answer = call(
                account,
                rest -> rest.method(HttpMethod.GET).uri(uri -> {
                    uri.pathSegment(version, account.id(), "message_templates")
                            .queryParam("fields", MetaTemplate.FIELDS)
                            .queryParam("limit", PAGE);
                    if (name != null) {
                        uri.queryParam("name", name);
                    }
                    return after == null
                            ? uri.build()
                            : uri.queryParam("after", "{after}").build(after);
                }));
        if (!(answer instanceof GraphAnswer.Done done)) {
            return new Page(answer, List.of(), null);
        }
        if (!done.body().path("data").isArray()) {
            return new Page(new GraphAnswer.Lost(), List.of(), null);
        }
        var templates = new ArrayList<MetaTemplate>();
        done.body()
                .path("data")
                .forEach(node -> MetaTemplate.of(account.id(), node).ifPresent(templates::add));
        return new Page(answer, templates, next(done.body()).orElse(null));
    }

    /** The next page is asked for by its cursor: the ready-made link could lead anywhere. It only tells that there is one. */
    private static Optional<String> next(JsonNode body) {
        var paging = body.path("paging");
        var cursor = paging.path("cursors").path("after").asString("");
        return paging.path("next").asString("").isEmpty() || cursor.isEmpty() ? Optional.empty() : Optional.of(cursor);
    }

    private GraphAnswer call(Account account, Function<RestClient, RestClient.RequestHeadersSpec<?>> request) {
        var token = encryption.decrypt(account.tenant(), account.accessTokenEncrypted());
        return GraphCall.make(client, "Bearer " + token.reveal(), LONGEST_ANSWER, request);
    }
}
