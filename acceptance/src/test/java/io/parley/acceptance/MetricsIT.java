package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What dashboards and alerts ask for is there, once each thing has happened that they count. */
@ExtendWith(StackExtension.class)
class MetricsIT {

    /** Prometheus makes it itself. */
    private static final Set<String> OF_PROMETHEUS = Set.of("up");

    private static final int GATEWAY_METRICS = 13;

    private final Stack stack;

    MetricsIT(Stack stack) {
        this.stack = stack;
    }

    @Test
    void exportsEverythingThatDashboardsAndAlertsAskFor() {
        var number = Number.create();
        var tenant = Tenant.with(stack, "Measured", number);
        var message = Webhook.text(
                "wamid." + UUID.randomUUID(), "447700900778", Instant.now().getEpochSecond(), "How many?");
        Webhook.signed(Webhook.of(Webhook.entry(number, List.of(message), List.of())), number.secret())
                .post(stack);
        tenant.send("+447700900778", "One.");
        stack.operator().publishDamaged(tenant.id(), number);
        assertThat(tenant.api().get("/api/messages/" + UUID.randomUUID()).status())
                .isEqualTo(404);

        var wanted = Queries.metrics();
        wanted.removeAll(OF_PROMETHEUS);

        await("all that is counted was counted")
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    var missing = new TreeSet<>(wanted);
                    missing.removeAll(exported());
                    assertThat(missing).isEmpty();
                });
    }

    @Test
    void keepsMetricsFromThePublicDoor() {
        assertThat(stack.api().get("/actuator/prometheus").status()).isEqualTo(401);
        assertThat(Tenant.register(stack, "Curious")
                        .api()
                        .get("/actuator/prometheus")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void namesNobodyInMetrics() {
        var all = scrapes().collect(Collectors.joining());

        assertThat(all).doesNotContain("4477009", "@company", "tenant=\"");
    }

    private Set<String> exported() {
        return scrapes()
                .flatMap(String::lines)
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[{ ]", 2)[0])
                .collect(Collectors.toSet());
    }

    private java.util.stream.Stream<String> scrapes() {
        var services = java.util.Arrays.stream(Stack.Service.values())
                .filter(service -> service != Stack.Service.SANDBOX && service != Stack.Service.GATEWAY)
                .map(stack::url);
        var gateway = "http://127.0.0.1:" + (stack.port() + GATEWAY_METRICS);
        return java.util.stream.Stream.concat(services, java.util.stream.Stream.of(gateway))
                .map(url -> read(url + "/actuator/prometheus"));
    }

    private static String read(String url) {
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(url).isEqualTo(200);
            return answer.body();
        } catch (IOException e) {
            throw new IllegalStateException(url, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(url, e);
        }
    }
}
