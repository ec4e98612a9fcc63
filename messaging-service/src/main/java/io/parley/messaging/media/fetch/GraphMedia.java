package io.parley.messaging.media.fetch;

import io.parley.contract.MessageError;
import io.parley.kit.http.PartnerClient;
import io.parley.kit.http.PartnerClients;
import io.parley.kit.http.PartnerProperties;
import io.parley.kit.http.PartnerUnavailable;
import io.parley.kit.json.Json;
import io.parley.messaging.media.MediaProperties;
import io.parley.messaging.message.MetaError;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * WhatsApp's files over HTTP. A file's address is asked for first and lives for minutes. It is asked for with the token, which
 * goes to no other place that a redirect may lead to.
 */
@Component
class GraphMedia {

    private static final MessageError UNREACHABLE =
            new MessageError("GRAPH_UNREACHABLE", "WhatsApp cannot be reached at the moment", null);

    /** Files are not served to callers without one. */
    private static final String USER_AGENT = "Parley";

    private static final int LONGEST_ANSWER = 64 * 1024;
    private static final int MOST_REDIRECTS = 3;

    /** The id is none, or none any more; the file was too large, or is broken, at WhatsApp itself. */
    private static final Set<String> HOPELESS = Set.of("100", "131052", "131053");

    private final PartnerClient lookups;
    private final PartnerClient downloads;
    private final DownloadGuard guard;
    private final String version;

    GraphMedia(PartnerClients clients, MediaProperties properties) {
        var graph = properties.graph();
        this.version = graph.version();
        this.guard = new DownloadGuard(graph.url());
        this.lookups = clients.client(
                new PartnerProperties(
                        "CloudApi/media",
                        graph.url(),
                        graph.connectTimeout(),
                        graph.responseTimeout(),
                        properties.fetch().concurrency()),
                ResourceAccessException.class::isInstance);
        this.downloads = clients.client(
                new PartnerProperties(
                        "CloudApi/media-download",
                        graph.url(),
                        graph.connectTimeout(),
                        graph.timeout(),
                        properties.fetch().concurrency()),
                ResourceAccessException.class::isInstance);
    }

    /** What WhatsApp says of a file. */
    sealed interface Description {

        /**
         * It can be had.
         *
         * @param sha256 in hex, where WhatsApp tells
         * @param size where WhatsApp tells
         */
        record Available(URI address, Optional<String> sha256, Optional<Long> size) implements Description {}

        /** It cannot be had. */
        record Unavailable(FetchOutcome outcome) implements Description {}
    }

    /** Does something with what is in a file. */
    interface Reader {

        FetchOutcome read(InputStream content) throws IOException;
    }

    Description describe(String token, String phoneNumberId, String graphId) {
        try {
            return lookups.call(rest -> rest.get()
                    .uri("/{version}/{id}?phone_number_id={number}", version, graphId, phoneNumberId)
                    .header(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                    .header(HttpHeaders.USER_AGENT, USER_AGENT)
                    .exchange((request, response) -> description(
                            response.getStatusCode().value(),
                            parse(response.getBody().readNBytes(LONGEST_ANSWER)))));
        } catch (PartnerUnavailable | ResourceAccessException e) {
            return new Description.Unavailable(new FetchOutcome.Waiting(UNREACHABLE));
        }
    }

    /** Reads a file through {@code reader}; empty where its address is no longer good and a new one has to be asked for. */
    Optional<FetchOutcome> download(URI address, String token, Reader reader) {
        try {
            return downloads.call(rest -> follow(rest, address, token, reader));
        } catch (PartnerUnavailable | ResourceAccessException e) {
            return Optional.of(new FetchOutcome.Waiting(UNREACHABLE));
        }
    }

    private Optional<FetchOutcome> follow(RestClient rest, URI first, String token, Reader reader) {
        var address = first;
        for (var hops = 0; hops <= MOST_REDIRECTS; hops++) {
            var objection = guard.objection(address);
            if (objection.isPresent()) {
                return Optional.of(refused(objection.get()));
            }
            var step = get(rest, address, DownloadGuard.sameOrigin(first, address) ? token : null, reader);
            if (!(step instanceof Step.Elsewhere(var next))) {
                return step instanceof Step.Done(var outcome) ? Optional.of(outcome) : Optional.empty();
            }
            address = next;
        }
        return Optional.of(refused("it leads on and on"));
    }

    private static Step get(RestClient rest, URI address, @Nullable String token, Reader reader) {
        return rest.get()
                .uri(address)
                .headers(headers -> {
                    headers.set(HttpHeaders.USER_AGENT, USER_AGENT);
                    headers.set(HttpHeaders.ACCEPT_ENCODING, "identity");
                    if (token != null) {
                        headers.setBearerAuth(token);
                    }
                })
                .exchange((request, response) -> step(address, response, reader));
    }

    private static Step step(URI address, ClientHttpResponse response, Reader reader) throws IOException {
        var status = response.getStatusCode();
        if (status.value() == 200) {
            return new Step.Done(reader.read(response.getBody()));
        }
        if (status.is3xxRedirection()) {
            return next(address, response.getHeaders().getFirst(HttpHeaders.LOCATION))
                    .<Step>map(Step.Elsewhere::new)
                    .orElseGet(() -> new Step.Done(refused("it leads nowhere")));
        }
        if (status.value() == 404 || status.value() == 410) {
            return new Step.Stale();
        }
        return new Step.Done(refusedForNow(
                status.value(),
                new MessageError(Integer.toString(status.value()), "WhatsApp did not hand the file out", null)));
    }

    private static Optional<URI> next(URI address, @Nullable String location) {
        try {
            return location == null ? Optional.empty() : Optional.of(address.resolve(new URI(location)));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static Description description(int status, JsonNode answer) {
        if (status < 200 || status >= 300) {
            var error = MetaError.read(answer.path("error"))
                    .orElseGet(
                            () -> new MessageError(Integer.toString(status), "WhatsApp did not show the file", null));
            return new Description.Unavailable(
                    HOPELESS.contains(error.code()) ? new FetchOutcome.Never(error) : refusedForNow(status, error));
        }
        try {
            var sha256 = Optional.of(answer.path("sha256").asString("").toLowerCase(Locale.ROOT))
                    .filter(text -> !text.isEmpty());
            return new Description.Available(new URI(answer.path("url").asString("")), sha256, size(answer));
        } catch (URISyntaxException e) {
            return new Description.Unavailable(refused("its address is not a plain one"));
        }
    }

    /** Comes as a number, though Meta's reference shows text. */
    private static Optional<Long> size(JsonNode answer) {
        var text = answer.path("file_size").asString("");
        return text.matches("[0-9]{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }

    /** Servers that fail or are asked too often say nothing of the file. */
    private static FetchOutcome refusedForNow(int status, MessageError error) {
        return status >= 500 || status == 429 ? new FetchOutcome.Waiting(error) : new FetchOutcome.Later(error);
    }

    private static FetchOutcome refused(String why) {
        return new FetchOutcome.Never(
                new MessageError("MEDIA_ADDRESS_REFUSED", "The file was not fetched: " + why, null));
    }

    private static JsonNode parse(byte[] body) {
        try {
            return Optional.ofNullable(Json.events().readTree(body)).orElseGet(JsonNodeFactory.instance::missingNode);
        } catch (JacksonException e) {
            return JsonNodeFactory.instance.missingNode();
        }
    }

    private sealed interface Step {

        record Done(FetchOutcome outcome) implements Step {}

        record Elsewhere(URI address) implements Step {}

        record Stale() implements Step {}
    }
}
