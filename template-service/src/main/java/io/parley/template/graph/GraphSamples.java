package io.parley.template.graph;

import io.parley.kit.crypto.Encryption;
import io.parley.kit.crypto.Secret;
import io.parley.kit.http.PartnerClient;
import io.parley.kit.http.PartnerClients;
import io.parley.kit.http.PartnerProperties;
import io.parley.template.account.Account;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.StreamingHttpOutputMessage;
import org.springframework.stereotype.Component;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/**
 * Uploads samples of headers (Graph API, "Resumable Upload API"): a session of the app that the token is of, and then the
 * file, from where an attempt broke off that did not arrive whole.
 */
@Component
public class GraphSamples {

    private static final int LONGEST_ANSWER = 64 * 1024;
    private static final int ATTEMPTS = 3;
    private static final Pattern APP = Pattern.compile("[0-9]{1,32}");

    /** The session's id carries a signature behind a question mark; nothing else may lead elsewhere. */
    private static final Pattern SESSION = Pattern.compile("upload:[A-Za-z0-9_=:.-]+(\\?[A-Za-z0-9_=&%.-]*)?");

    private final PartnerClient client;
    private final Encryption encryption;
    private final GraphProperties properties;

    GraphSamples(PartnerClients clients, Encryption encryption, GraphProperties properties) {
        this.encryption = encryption;
        this.properties = properties;
        this.client = clients.client(
                new PartnerProperties(
                        "CloudApi/samples",
                        properties.url(),
                        properties.connectTimeout(),
                        properties.uploadTimeout(),
                        properties.uploads()),
                ResourceAccessException.class::isInstance);
    }

    /** A file that can be read from its beginning as often as it takes. */
    public interface Sample {

        String filename();

        String mimeType();

        /** Bytes. */
        long size();

        InputStream content() throws IOException;
    }

    /** Uploads a file; the body of a {@link GraphAnswer.Done} has its handle in {@code h}. Blocks until it is there. */
    public GraphAnswer upload(Account account, Sample sample) {
        var token = encryption.decrypt(account.tenant(), account.accessTokenEncrypted());
        var app = get(token, "app?fields=id");
        if (!(app instanceof GraphAnswer.Done(var about, var _))) {
            return app;
        }
        var appId = about.path("id").asString("");
        if (!APP.matcher(appId).matches()) {
            return new GraphAnswer.NotReached();
        }
        var begun = begin(token, appId, sample);
        if (!(begun instanceof GraphAnswer.Done(var session, var _))) {
            return begun;
        }
        var id = session.path("id").asString("");
        return SESSION.matcher(id).matches() ? send(token, id, sample) : new GraphAnswer.NotReached();
    }

    private GraphAnswer begin(Secret token, String appId, Sample sample) {
        return call(
                token,
                "Bearer",
                rest -> rest.method(HttpMethod.POST)
                        .uri(uri -> uri.pathSegment(properties.version(), appId, "uploads")
                                .queryParam("file_name", "{name}")
                                .queryParam("file_length", sample.size())
                                .queryParam("file_type", "{type}")
                                .build(sample.filename(), sample.mimeType())));
    }

    private GraphAnswer send(Secret token, String session, Sample sample) {
        GraphAnswer answer = send(token, session, sample, 0);
        for (var attempt = 1; attempt < ATTEMPTS && isBrokenOff(answer); attempt++) {
            answer = get(token, session);
            if (answer instanceof GraphAnswer.Done(var state, var _)) {
                var offset = state.path("file_offset").asLong(0);
                answer = send(token, session, sample, Math.clamp(offset, 0, sample.size()));
            }
        }
        return answer;
    }

    private static boolean isBrokenOff(GraphAnswer answer) {
        return answer instanceof GraphAnswer.Lost || answer instanceof GraphAnswer.NotReached;
    }

    private GraphAnswer send(Secret token, String session, Sample sample, long offset) {
        return call(
                token,
                "OAuth",
                rest -> rest.method(HttpMethod.POST)
                        .uri(uri(session))
                        .header("file_offset", Long.toString(offset))
                        .contentType(MediaType.APPLICATION_OCTET_STREAM)
                        .contentLength(sample.size() - offset)
                        .body((StreamingHttpOutputMessage.Body) out -> {
                            try (var content = sample.content()) {
                                content.skipNBytes(offset);
                                content.transferTo(out);
                            }
                        }));
    }

    private GraphAnswer get(Secret token, String path) {
        return call(token, "OAuth", rest -> rest.method(HttpMethod.GET).uri(uri(path)));
    }

    private URI uri(String path) {
        return URI.create(properties.url() + "/" + properties.version() + "/" + path);
    }

    private GraphAnswer call(
            Secret token, String scheme, Function<RestClient, RestClient.RequestHeadersSpec<?>> request) {
        return GraphCall.make(client, scheme + " " + token.reveal(), LONGEST_ANSWER, request);
    }
}
