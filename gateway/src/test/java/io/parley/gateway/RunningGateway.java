package io.parley.gateway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole gateway on a free port, with the services of {@code application.yaml} behind it. */
final class RunningGateway implements AutoCloseable {

    final TokenMint mint = new TokenMint("key-1");
    final FakeService auth = FakeService.start();
    final FakeService ingest = FakeService.start();
    final FakeService messaging = FakeService.start();
    final FakeService conversation = FakeService.start();
    final FakeService contact = FakeService.start();
    final FakeService template = FakeService.start();
    final FakeService analytics = FakeService.start();
    final FakeService realtime = FakeService.start();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ConfigurableApplicationContext context;

    private RunningGateway(String... properties) {
        servesKeys();
        var arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--AUTH_URL=" + auth.uri(),
                "--INGEST_URL=" + ingest.uri(),
                "--MESSAGING_URL=" + messaging.uri(),
                "--CONVERSATION_URL=" + conversation.uri(),
                "--CONTACT_URL=" + contact.uri(),
                "--TEMPLATE_URL=" + template.uri(),
                "--ANALYTICS_URL=" + analytics.uri(),
                "--REALTIME_URL=" + realtime.uri(),
                "--JWKS_URI=" + auth.uri() + "/.well-known/jwks.json"));
        for (var property : properties) {
            arguments.add("--" + property);
        }
        context = new SpringApplicationBuilder(GatewayApplication.class).run(arguments.toArray(String[]::new));
    }

    static RunningGateway with(String... properties) {
        return new RunningGateway(properties);
    }

    /** Lets every service answer as usual and forget what it received. */
    void reset() {
        auth.answersAsUsual();
        servesKeys();
        ingest.answersAsUsual();
        messaging.answersAsUsual();
        conversation.answersAsUsual();
        contact.answersAsUsual();
        template.answersAsUsual();
        analytics.answersAsUsual();
        realtime.answersAsUsual();
    }

    int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
    }

    HttpRequest.Builder authorized(String path) {
        return request(path).header("Authorization", "Bearer " + mint.token());
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Wire.Answer sendRaw(String request) throws IOException {
        return Wire.exchange(port(), request);
    }

    private void servesKeys() {
        auth.answers(exchange -> {
            if (exchange.getRequestURI().getPath().endsWith("jwks.json")) {
                FakeService.respond(exchange, 200, mint.keySet());
                return;
            }
            FakeService.ok(exchange);
        });
    }

    @Override
    public void close() {
        context.close();
        auth.close();
        ingest.close();
        messaging.close();
        conversation.close();
        contact.close();
        template.close();
        analytics.close();
        realtime.close();
    }
}
