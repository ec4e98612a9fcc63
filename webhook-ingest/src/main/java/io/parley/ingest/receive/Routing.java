package io.parley.ingest.receive;

import io.parley.contract.Disposition;
import io.parley.ingest.registry.ConnectedTenant;
import io.parley.ingest.registry.Directory;
import io.parley.ingest.registry.SigningKey;
import io.parley.ingest.webhook.Content;
import io.parley.ingest.webhook.RawEvent;
import io.parley.ingest.webhook.Route;
import io.parley.kit.id.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Decides whether the key that signed a body may speak for everything that the body names, and which tenant each part
 * belongs to. One foreign number or WABA refuses the whole body.
 */
@Component
class Routing {

    private final Ids ids;

    Routing(Ids ids) {
        this.ids = ids;
    }

    /** Returns the events that the body becomes, in its order; empty where {@code key} may not say all of it. */
    Optional<List<RawEvent>> route(byte[] body, Reading reading, SigningKey key, Directory directory, Arrival arrival) {
        return switch (reading) {
            case Reading.Unreadable unreadable -> Optional.of(List.of(unreadable(body, arrival)));
            case Reading.Webhook webhook -> {
                var entitled = maySay(key, webhook.changes(), directory);
                yield entitled ? Optional.of(split(body, webhook, directory, arrival)) : Optional.empty();
            }
        };
    }

    private static boolean maySay(SigningKey key, List<Change> changes, Directory directory) {
        for (var change : changes) {
            if (!maySay(key, change, directory)) {
                return false;
            }
        }
        return true;
    }

    /** What no tenant has connected may be named by the platform alone. */
    private static boolean maySay(SigningKey key, Change change, Directory directory) {
        var number = change.insides().number();
        var ofNumber = number == null ? null : directory.ownerOfNumber(number).orElse(null);
        var ofEntry = ownerOfAccount(change.entry().account(), directory);
        var ofValue = ownerOfAccount(change.insides().account(), directory);
        if (isForeign(ofNumber, key, directory)
                || isForeign(ofEntry, key, directory)
                || isForeign(ofValue, key, directory)) {
            return false;
        }
        return directory.isPlatforms(key) || (number == null ? ofEntry != null || ofValue != null : ofNumber != null);
    }

    private static boolean isForeign(@Nullable ConnectedTenant owner, SigningKey key, Directory directory) {
        return owner != null && !directory.speaksFor(key, owner);
    }

    private static @Nullable ConnectedTenant ownerOfAccount(@Nullable String account, Directory directory) {
        return account == null ? null : directory.ownerOfAccount(account).orElse(null);
    }

    private List<RawEvent> split(byte[] body, Reading.Webhook webhook, Directory directory, Arrival arrival) {
        var alone = webhook.changes().size() == 1;
        var splitter = new Splitter(body);
        var events = new ArrayList<RawEvent>(webhook.changes().size());
        var complete = webhook.complete();
        try {
            for (var change : webhook.changes()) {
                var place = placeOf(change, directory);
                complete &= place.isPresent();
                place.ifPresent(found ->
                        splitter.split(change, alone).forEach(part -> events.add(event(change, part, found, arrival))));
            }
        } catch (UnreadableBody excessive) {
            return List.of(unreadable(body, arrival));
        }
        if (!complete) {
            events.add(unreadable(body, arrival));
        }
        return events;
    }

    private RawEvent event(Change change, Part part, Place place, Arrival arrival) {
        var owner = place.owner();
        var key = place.number() == null ? place.subject() : place.subject() + ':' + part.customer();
        var unrouted = new Route(Disposition.UNROUTED, null, place.number(), place.subject(), key);
        var route = owner == null ? unrouted : unrouted.ownedBy(owner.id(), owner.enabled());
        var content = new Content(change.fieldOrNothing(), part.elements(), part.body());
        return new RawEvent(ids.next(), route, content, arrival.at(), arrival.traceparent());
    }

    private RawEvent unreadable(byte[] body, Arrival arrival) {
        UUID id = ids.next();
        var route = new Route(Disposition.UNPARSEABLE, null, null, id.toString(), id.toString());
        return new RawEvent(id, route, new Content(null, 1, body), arrival.at(), arrival.traceparent());
    }

    /** Returns where a change belongs: to its number, else to the WABA that is known, else to the entry's. */
    private static Optional<Place> placeOf(Change change, Directory directory) {
        var number = change.insides().number();
        if (number != null) {
            var owner = directory.ownerOfNumber(number).orElse(null);
            return Optional.of(new Place(number, number, owner));
        }
        var accounts = Stream.of(
                        Optional.ofNullable(change.entry().account()),
                        Optional.ofNullable(change.insides().account()))
                .flatMap(Optional::stream)
                .toList();
        return accounts.stream()
                .filter(account -> directory.ownerOfAccount(account).isPresent())
                .findFirst()
                .or(() -> accounts.reversed().stream().findFirst())
                .map(account -> new Place(
                        account, null, directory.ownerOfAccount(account).orElse(null)));
    }

    private record Place(
            String subject,
            @Nullable String number,
            @Nullable ConnectedTenant owner) {}

    /** When a body arrived, and with which trace context. */
    record Arrival(Instant at, @Nullable String traceparent) {}
}
