package io.parley.template.graph;

import io.parley.kit.http.PartnerClient;
import io.parley.kit.http.PartnerUnavailable;
import java.util.function.Function;
import org.springframework.http.HttpHeaders;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/** Makes one call of the Graph API and sorts what comes of it. Never throws for what the network or Meta does. */
final class GraphCall {

    private GraphCall() {}

    /**
     * @param authorization the header, scheme and token
     * @param longest bytes of the answer that are read at most
     */
    static GraphAnswer make(
            PartnerClient client,
            String authorization,
            int longest,
            Function<RestClient, RestClient.RequestHeadersSpec<?>> request) {
        try {
            return client.call(rest -> request.apply(rest)
                    .header(HttpHeaders.AUTHORIZATION, authorization)
                    .exchange((sent, response) -> GraphAnswer.of(
                            response.getStatusCode().value(),
                            response.getHeaders(),
                            response.getBody().readNBytes(longest))));
        } catch (PartnerUnavailable e) {
            return new GraphAnswer.NotReached();
        } catch (ResourceAccessException e) {
            return PartnerClient.neverConnected(e) ? new GraphAnswer.NotReached() : new GraphAnswer.Lost();
        }
    }
}
