package io.parley.sandbox.webhook;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Executors;

/** Speaks HTTP with the receiver. Does not follow redirects, as Meta does not. */
final class WebhookClient implements AutoCloseable {

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    /** The HTTP status of the receiver's answer. */
    int post(WebhookPost post, Duration timeout) throws IOException {
        var request = HttpRequest.newBuilder(post.url())
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .header("User-Agent", "facebookexternalua")
                .header("X-Hub-Signature", post.sha1())
                .header("X-Hub-Signature-256", post.sha256())
                .POST(BodyPublishers.ofByteArray(post.body()))
                .build();
        return exchange(request, BodyHandlers.discarding()).statusCode();
    }

    HttpResponse<String> get(HttpRequest request) throws IOException {
        return exchange(request, BodyHandlers.ofString());
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> answer) throws IOException {
        try {
            return http.send(request, answer);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the receiver");
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
