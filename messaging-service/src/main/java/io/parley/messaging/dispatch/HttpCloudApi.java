package io.parley.messaging.dispatch;

import io.parley.contract.MessageError;
import io.parley.kit.http.PartnerClient;
import io.parley.kit.http.PartnerClients;
import io.parley.kit.http.PartnerProperties;
import io.parley.kit.http.PartnerUnavailable;
import io.parley.kit.json.Json;
import io.parley.messaging.dispatch.AttachFile.Attachment;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/** The Graph API over HTTP. A connection that never stood means that nothing was sent; any other failure may have sent. */
@Component
class HttpCloudApi implements CloudApi {

    private static final MessageError UNREACHABLE =
            new MessageError("GRAPH_UNREACHABLE", "WhatsApp cannot be reached at the moment", null);
    private static final MessageError NO_TOKEN =
            new MessageError("WHATSAPP_NOT_CONFIGURED", "The number has no access token", null);
    private static final Duration RETRY = Duration.ofSeconds(3);
    private static final Duration RETRY_WITHOUT_TOKEN = Duration.ofSeconds(30);

    private final PartnerClient client;
    private final AttachFile attachFile;
    private final String version;

    HttpCloudApi(PartnerClients clients, AttachFile attachFile, DispatchProperties properties) {
        this.attachFile = attachFile;
        this.version = properties.graphVersion();
        this.client = clients.client(
                new PartnerProperties(
                        "CloudApi/send",
                        properties.graphUrl(),
                        properties.connectTimeout(),
                        properties.responseTimeout(),
                        properties.concurrency()),
                PartnerClient::neverConnected);
    }

    @Override
    public Outgoing prepare(Outgoing outgoing) {
        var token = outgoing.accessToken();
        return token == null
                ? outgoing.with(new Attachment.Missing(new SendOutcome.NotReached(NO_TOKEN, RETRY_WITHOUT_TOKEN)))
                : attachFile.attach(outgoing, token.reveal());
    }

    @Override
    public SendOutcome send(Outgoing outgoing) {
        var token = outgoing.accessToken();
        if (token == null) {
            return new SendOutcome.NotReached(NO_TOKEN, RETRY_WITHOUT_TOKEN);
        }
        return switch (outgoing.file()) {
            case Attachment.None() -> callWith(outgoing, null, token.reveal());
            case Attachment.Held(var graphId, var remembered) -> {
                var outcome = callWith(outgoing, graphId, token.reveal());
                yield remembered && AttachFile.mayBeForgotten(outcome) ? attachFile.forget(outgoing, graphId) : outcome;
            }
            case Attachment.Missing(var outcome) -> outcome;
        };
    }

    private SendOutcome callWith(Outgoing outgoing, @Nullable String graphId, String token) {
        try {
            return client.call(rest -> post(rest, outgoing, graphId, token));
        } catch (PartnerUnavailable e) {
            return new SendOutcome.NotReached(UNREACHABLE, RETRY);
        } catch (ResourceAccessException e) {
            return PartnerClient.neverConnected(e)
                    ? new SendOutcome.NotReached(UNREACHABLE, RETRY)
                    : new SendOutcome.Unknown();
        }
    }

    private SendOutcome post(RestClient rest, Outgoing outgoing, @Nullable String graphId, String token) {
        return rest.post()
                .uri("/{version}/{number}/messages", version, outgoing.message().phoneNumberId())
                .header("Authorization", "Bearer " + token)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Json.events().writeValueAsBytes(SendBody.of(outgoing, graphId)))
                .exchange((request, response) -> GraphAnswer.of(
                        response.getStatusCode().value(), response.getBody().readAllBytes()));
    }
}
