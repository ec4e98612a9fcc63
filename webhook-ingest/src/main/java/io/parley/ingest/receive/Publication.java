package io.parley.ingest.receive;

import io.parley.ingest.webhook.RawEvent;
import io.parley.kit.event.EventPublisher;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.springframework.stereotype.Component;

/**
 * Makes events durable: on the broker, or in the outbox while the broker is away. Where the broker has acknowledged only
 * some of a body's events, all of them take the detour, so that their order holds; those that arrive twice carry the
 * same ids.
 */
@Component
class Publication {

    private final EventPublisher publisher;
    private final Detour detour;

    Publication(EventPublisher publisher, Detour detour) {
        this.publisher = publisher;
        this.detour = detour;
    }

    /** Tells whether all of {@code events} are durable. */
    boolean publish(List<RawEvent> events) {
        while (true) {
            if (!detour.isOpen()) {
                if (send(events)) {
                    return true;
                }
                detour.open();
            }
            switch (detour.take(events)) {
                case STORED -> {
                    return true;
                }
                case NOT_STORED -> {
                    return false;
                }
                case CLOSED -> {}
            }
        }
    }

    private boolean send(List<RawEvent> events) {
        try {
            if (events.size() == 1) {
                publisher.send(events.getFirst().toEvent()).join();
                return true;
            }
            var pending = new ArrayList<CompletableFuture<?>>(events.size());
            for (var event : events) {
                pending.add(publisher.send(event.toEvent()));
            }
            pending.forEach(CompletableFuture::join);
            return true;
        } catch (CompletionException e) {
            return false;
        }
    }
}
