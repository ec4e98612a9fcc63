package io.parley.realtime.poll;

import io.parley.contract.TenantId;
import io.parley.kit.json.Json;
import io.parley.kit.security.Caller;
import io.parley.kit.web.CommonError;
import io.parley.kit.web.ProblemException;
import io.parley.kit.web.Success;
import io.parley.realtime.engine.OutgoingPacket;
import io.parley.realtime.feed.Audience;
import io.parley.realtime.feed.Feed;
import io.parley.realtime.feed.FeedEvent;
import io.parley.realtime.feed.FeedProperties;
import io.parley.realtime.feed.Listener;
import io.parley.realtime.feed.Missed;
import io.parley.realtime.feed.Replays;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The feed over plain HTTP. */
@RestController
class EventController {

    private static final int LONGEST_WAIT = 30;
    private static final int MOST = 1_000;

    private final Audience audience;
    private final Feed feed;
    private final Replays replays;
    private final Semaphore places;

    EventController(Audience audience, Feed feed, Replays replays, FeedProperties properties) {
        this.audience = audience;
        this.feed = feed;
        this.replays = replays;
        this.places = new Semaphore(properties.longPolls());
    }

    /** Answers what happened after the cursor, else what happens within the time; without a cursor, where to begin. */
    @Operation(
            summary = "Wait for events",
            description = "What a socket would have been sent after the cursor, at once where there is something, "
                    + "else what happens within `wait` seconds. Without `after`: the cursor to begin with.")
    @GetMapping("/api/events")
    Success<EventPage> events(
            Caller caller,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "0") int wait) {
        if (wait < 0 || wait > LONGEST_WAIT) {
            throw ProblemException.ofField("wait", "must be between 0 and " + LONGEST_WAIT + " seconds");
        }
        if (after == null) {
            return Success.of(new EventPage(List.of(), feed.cursor(caller.tenant())));
        }
        if (!places.tryAcquire()) {
            throw ProblemException.retryLater(
                    CommonError.TOO_MANY_REQUESTS, "Too many requests wait for events", Duration.ofSeconds(1));
        }
        var waiting = new Waiting(caller.tenant());
        try {
            return Success.of(answer(waiting, after, wait));
        } finally {
            audience.remove(waiting);
            places.release();
        }
    }

    private EventPage answer(Waiting waiting, String after, int wait) {
        var missed = replays.since(waiting.tenant(), after, () -> audience.add(waiting));
        return switch (missed) {
            case Missed.TooMuch() -> resync(waiting.tenant(), after);
            case Missed.Events(var events) -> events.isEmpty() ? listen(waiting, wait) : page(events);
        };
    }

    private EventPage listen(Waiting waiting, int seconds) {
        var events = waiting.next(seconds);
        if (!events.isEmpty()) {
            return page(events);
        }
        var cursor = feed.cursor(waiting.tenant(), () -> audience.remove(waiting));
        var late = waiting.next(0);
        return late.isEmpty() ? new EventPage(List.of(), cursor) : page(late);
    }

    private static EventPage page(List<FeedEvent> events) {
        var items = events.stream()
                .map(event -> new EventPage.Item(event.name(), event.data(), event.cursor()))
                .toList();
        return new EventPage(items, items.getLast().cursor());
    }

    private EventPage resync(TenantId tenant, String after) {
        var cursor = feed.cursor(tenant);
        var data = Json.events().writeValueAsString(Map.of("since", after));
        return new EventPage(List.of(new EventPage.Item("resync", data, cursor)), cursor);
    }

    /** Somebody who waits for the next events. */
    private static final class Waiting implements Listener {

        private final TenantId tenant;
        private final LinkedBlockingQueue<FeedEvent> heard = new LinkedBlockingQueue<>(MOST);

        Waiting(TenantId tenant) {
            this.tenant = tenant;
        }

        @Override
        public TenantId tenant() {
            return tenant;
        }

        /** What does not fit is not lost: the cursor of what did lies before it. */
        @Override
        public void hear(FeedEvent event, OutgoingPacket packet) {
            heard.offer(event);
        }

        @Override
        public void lost() {
            // the next question finds that the cursor is too old
        }

        List<FeedEvent> next(int seconds) {
            try {
                var first = heard.poll(seconds, TimeUnit.SECONDS);
                if (first == null) {
                    return List.of();
                }
                var events = new ArrayList<>(List.of(first));
                heard.drainTo(events);
                return events;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return List.of();
            }
        }
    }
}
