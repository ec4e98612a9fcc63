package io.parley.auth.settings;

import io.parley.auth.settings.CredentialCheck.Accepted;
import io.parley.auth.settings.CredentialCheck.Rejected;
import io.parley.auth.settings.CredentialCheck.Unreachable;
import io.parley.kit.crypto.Secret;
import io.parley.kit.http.PartnerClient;
import io.parley.kit.http.PartnerClients;
import io.parley.kit.http.PartnerUnavailable;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.util.UriBuilder;
import tools.jackson.databind.JsonNode;

/**
 * Asks the Graph API whether a token may speak for a number, and whether a business account has that number. The token
 * travels in a header only and is struck out of what Meta answers.
 */
@Component
class GraphNumbers {

    private static final Logger log = LoggerFactory.getLogger(GraphNumbers.class);
    private static final String FIELDS =
            "id,display_phone_number,verified_name,quality_rating,status,throughput,is_on_biz_app";
    private static final int NUMBERS_PER_PAGE = 100;
    private static final Pattern AFTER = Pattern.compile("[?&]after=([A-Za-z0-9_%-]+)");

    private final PartnerClient graph;
    private final SettingsProperties properties;

    GraphNumbers(PartnerClients clients, SettingsProperties properties) {
        this.graph = clients.client(
                properties.partner(), e -> e instanceof ResourceAccessException || e instanceof GraphUnreachable);
        this.properties = properties;
    }

    CredentialCheck check(String phoneNumberId, @Nullable String businessAccountId, Secret token) {
        try {
            var check = checkNumber(phoneNumberId, token);
            return check instanceof Accepted && businessAccountId != null
                    ? checkAccount(businessAccountId, phoneNumberId, token, check)
                    : check;
        } catch (ResourceAccessException | PartnerUnavailable | GraphUnreachable e) {
            log.warn("credentials could not be checked: {}", e.getClass().getSimpleName());
            return new Unreachable();
        }
    }

    private CredentialCheck checkNumber(String phoneNumberId, Secret token) {
        var answer = get(
                token,
                uri -> uri.pathSegment(properties.graphVersion(), phoneNumberId)
                        .queryParam("fields", FIELDS)
                        .build());
        return switch (answer) {
            case GraphAnswer.Refused(var reason) -> rejected(reason, token);
            case GraphAnswer.Found(var body) -> detailsOf(body, phoneNumberId);
        };
    }

    private static CredentialCheck detailsOf(JsonNode body, String phoneNumberId) {
        var digits = body.path("display_phone_number").asString("").replaceAll("[^0-9]", "");
        if (!body.path("id").asString("").equals(phoneNumberId) || digits.isEmpty()) {
            return new Rejected(phoneNumberId + " is not the id of a WhatsApp phone number");
        }
        return new Accepted(new NumberDetails(
                "+" + digits,
                text(body, "verified_name"),
                text(body, "quality_rating"),
                messagesPerSecond(body),
                text(body, "status")));
    }

    /** Cloud API, "Throughput": a number that is used in the WhatsApp Business app as well has a fixed, lower one. */
    private static @Nullable Integer messagesPerSecond(JsonNode body) {
        if (body.path("is_on_biz_app").asBoolean(false)) {
            return 20;
        }
        return switch (body.path("throughput").path("level").asString("")) {
            case "STANDARD" -> 80;
            case "HIGH" -> 1000;
            default -> null;
        };
    }

    private CredentialCheck checkAccount(
            String businessAccountId, String phoneNumberId, Secret token, CredentialCheck accepted) {
        var after = Optional.<String>empty();
        for (var page = 0; page < properties.pages(); page++) {
            var answer = numbersOf(businessAccountId, after, token);
            if (answer instanceof GraphAnswer.Refused(var reason)) {
                return rejected(reason, token);
            }
            var body = ((GraphAnswer.Found) answer).body();
            for (var number : body.path("data")) {
                if (number.path("id").asString("").equals(phoneNumberId)) {
                    return accepted;
                }
            }
            after = nextPage(body);
            if (after.isEmpty()) {
                break;
            }
        }
        return new Rejected("Business account " + businessAccountId + " does not have phone number " + phoneNumberId);
    }

    private GraphAnswer numbersOf(String businessAccountId, Optional<String> after, Secret token) {
        return get(token, uri -> {
            uri.pathSegment(properties.graphVersion(), businessAccountId, "phone_numbers")
                    .queryParam("fields", "id")
                    .queryParam("limit", NUMBERS_PER_PAGE);
            return after.isPresent() ? uri.queryParam("after", "{after}").build(after.get()) : uri.build();
        });
    }

    /** The next page is asked for by its cursor: the ready-made link could lead anywhere and may hold the token. */
    private static Optional<String> nextPage(JsonNode body) {
        var paging = body.path("paging");
        var link = paging.path("next").asString("");
        if (link.isEmpty()) {
            return Optional.empty();
        }
        var cursor = paging.path("cursors").path("after").asString("");
        if (!cursor.isEmpty()) {
            return Optional.of(cursor);
        }
        var inLink = AFTER.matcher(link);
        return inLink.find()
                ? Optional.of(URLDecoder.decode(inLink.group(1), StandardCharsets.UTF_8))
                : Optional.empty();
    }

    private GraphAnswer get(Secret token, Function<UriBuilder, URI> uri) {
        return graph.call(rest -> rest.get()
                .uri(uri)
                .headers(headers -> headers.setBearerAuth(token.reveal()))
                .exchange((request, response) ->
                        GraphAnswer.of(response.getStatusCode().value(), response.getBody())));
    }

    private static CredentialCheck rejected(String reason, Secret token) {
        return new Rejected(reason.replace(token.reveal(), token.masked()));
    }

    private static @Nullable String text(JsonNode body, String field) {
        var text = body.path(field).asString("");
        return text.isEmpty() ? null : text;
    }
}
