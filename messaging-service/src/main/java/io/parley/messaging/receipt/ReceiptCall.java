package io.parley.messaging.receipt;

import io.parley.kit.http.PartnerClient;
import io.parley.kit.http.PartnerClients;
import io.parley.kit.http.PartnerProperties;
import io.parley.kit.http.PartnerUnavailable;
import io.parley.kit.json.Json;
import io.parley.messaging.message.MetaError;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import tools.jackson.core.JacksonException;

/** The call that tells WhatsApp what was read (Cloud API, "Mark messages as read" and "Typing indicators"). */
@Component
class ReceiptCall {

    /** Meta was asked too often, or its servers failed; the same call may pass later. */
    private static final Set<String> PASSING =
            Set.of("1", "2", "4", "80007", "130429", "131000", "131016", "131056", "131057", "133004");

    private final PartnerClient client;
    private final String version;

    ReceiptCall(PartnerClients clients, ReceiptProperties properties) {
        this.version = properties.graphVersion();
        this.client = clients.client(
                new PartnerProperties(
                        "CloudApi/receipt",
                        properties.graphUrl(),
                        properties.connectTimeout(),
                        properties.responseTimeout(),
                        properties.concurrency()),
                ResourceAccessException.class::isInstance);
    }

    /** What a call has come to. */
    enum Outcome {
        TOLD,
        NOT_NOW,
        REFUSED
    }

    /** Makes the call; blocks until it is answered or has timed out. Never throws for what the network or Meta does. */
    Outcome tell(Receipt receipt) {
        var token = receipt.accessToken();
        if (token == null) {
            return Outcome.REFUSED;
        }
        try {
            return client.call(rest -> post(rest, receipt, token.reveal()));
        } catch (PartnerUnavailable | ResourceAccessException e) {
            return Outcome.NOT_NOW;
        }
    }

    private Outcome post(RestClient rest, Receipt receipt, String token) {
        return rest.post()
                .uri("/{version}/{number}/messages", version, receipt.phoneNumberId())
                .header("Authorization", "Bearer " + token)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Json.events().writeValueAsBytes(body(receipt)))
                .exchange((request, response) -> outcome(
                        response.getStatusCode().value(), response.getBody().readAllBytes()));
    }

    private static Map<String, Object> body(Receipt receipt) {
        var body = new LinkedHashMap<String, Object>();
        body.put("messaging_product", "whatsapp");
        body.put("status", "read");
        body.put("message_id", receipt.wamid());
        if (receipt.typing()) {
            body.put("typing_indicator", Map.of("type", "text"));
        }
        return body;
    }

    private static Outcome outcome(int status, byte[] answer) {
        if (status >= 200 && status < 300) {
            return Outcome.TOLD;
        }
        return status >= 500 || status == 429 || isPassing(answer) ? Outcome.NOT_NOW : Outcome.REFUSED;
    }

    private static boolean isPassing(byte[] answer) {
        try {
            return MetaError.read(Json.events().readTree(answer).path("error"))
                    .filter(error -> PASSING.contains(error.code()))
                    .isPresent();
        } catch (JacksonException e) {
            return false;
        }
    }
}
