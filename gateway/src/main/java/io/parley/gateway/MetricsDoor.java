package io.parley.gateway;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.netty.ChannelBindException;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** Gives Prometheus the gateway's metrics on a port of their own, because the other one is the world's. */
@Component
class MetricsDoor implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(MetricsDoor.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final PrometheusMeterRegistry metrics;
    private final Place place;
    private volatile @Nullable DisposableServer server;

    MetricsDoor(PrometheusMeterRegistry metrics, Place place) {
        this.metrics = metrics;
        this.place = place;
    }

    /**
     * Where it is.
     *
     * @param port 0 for none
     */
    @ConfigurationProperties("parley.gateway.metrics")
    record Place(
            @DefaultValue("127.0.0.1") String address,
            @DefaultValue("0") int port) {}

    /** A port that is taken is no reason to keep the other one closed. */
    @Override
    public void start() {
        if (place.port() == 0) {
            return;
        }
        try {
            server = open();
            log.info("Metrics are on port {}", place.port());
        } catch (ChannelBindException e) {
            log.error("There are no metrics: {}", e.getMessage());
        }
    }

    private DisposableServer open() {
        return HttpServer.create()
                .host(place.address())
                .port(place.port())
                .route(routes -> routes.get(
                        "/actuator/prometheus",
                        (request, response) -> response.header("Content-Type", "text/plain; version=0.0.4")
                                .sendString(Mono.fromSupplier(metrics::scrape))))
                .bindNow(PATIENCE);
    }

    @Override
    public void stop() {
        var open = server;
        if (open != null) {
            open.disposeNow(PATIENCE);
            server = null;
        }
    }

    @Override
    public boolean isRunning() {
        return server != null;
    }
}
