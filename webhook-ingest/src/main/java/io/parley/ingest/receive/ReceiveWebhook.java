package io.parley.ingest.receive;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.contract.Disposition;
import io.parley.ingest.registry.Directory;
import io.parley.ingest.registry.Registry;
import io.parley.ingest.webhook.RawEvent;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes one body in: who signed it, what it says, whose it is, and whether all of it is durable. */
@Component
class ReceiveWebhook {

    private final Registry registry;
    private final Signatures signatures;
    private final BodyReader reader;
    private final Routing routing;
    private final Publication publication;
    private final Clock clock;
    private final Map<Disposition, Counter> received;

    ReceiveWebhook(
            Registry registry,
            Signatures signatures,
            Routing routing,
            Publication publication,
            Clock clock,
            MeterRegistry metrics) {
        this.registry = registry;
        this.signatures = signatures;
        this.reader = new BodyReader();
        this.routing = routing;
        this.publication = publication;
        this.clock = clock;
        this.received = new EnumMap<>(Arrays.stream(Disposition.values())
                .collect(Collectors.toMap(
                        Function.identity(),
                        each -> metrics.counter("parley.ingest.receive.records", "disposition", each.name()))));
    }

    /** Returns the answer; {@link Answer#ACKNOWLEDGED} once everything in {@code body} is durable. */
    Answer receive(byte[] body, String signature, @Nullable String traceparent) {
        var directory = registry.directory();
        return directory.isEmpty() ? Answer.UNAVAILABLE : receive(body, signature, traceparent, directory.get());
    }

    private Answer receive(byte[] body, String signature, @Nullable String traceparent, Directory directory) {
        var signer = signatures.signerOf(body, signature, directory);
        if (signer.isEmpty()) {
            return Answer.UNAUTHORIZED;
        }
        var arrival = new Routing.Arrival(clock.instant().truncatedTo(ChronoUnit.MILLIS), traceparent);
        var events = routing.route(body, reader.read(body), signer.get(), directory, arrival);
        if (events.isEmpty()) {
            return Answer.UNAUTHORIZED;
        }
        if (!publication.publish(events.get())) {
            return Answer.UNAVAILABLE;
        }
        count(events.get());
        return Answer.ACKNOWLEDGED;
    }

    private void count(List<RawEvent> events) {
        for (var event : events) {
            var counter = received.get(event.route().disposition());
            if (counter != null) {
                counter.increment();
            }
        }
    }
}
