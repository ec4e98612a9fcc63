package io.parley.realtime.presence;

import io.parley.contract.Presence.Present;
import io.parley.kit.security.Caller;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who is where: here, by socket, and at other instances as they have said last. Not thread-safe. */
final class Roll {

    private static final Comparator<Present> FIRST_COME =
            Comparator.comparing(Present::since).thenComparing(Present::userId);

    private final int most;
    private final Map<Room, Map<UUID, Seat>> here = new HashMap<>();
    private final Map<UUID, Instance> others = new HashMap<>();

    /**
     * @param most how many users of a conversation are told of, those who came first
     */
    Roll(int most) {
        this.most = most;
    }

    void enter(Room room, Caller caller, String socket, Instant now) {
        here.computeIfAbsent(room, id -> new HashMap<>())
                .computeIfAbsent(caller.user(), id -> new Seat(caller.name(), now, new HashSet<>()))
                .sockets()
                .add(socket);
    }

    /** Takes a socket out; its user stays while another socket of the same user does. */
    void leave(Room room, UUID user, String socket) {
        here.computeIfPresent(room, (id, seats) -> {
            seats.computeIfPresent(user, (same, seat) -> seat.without(socket));
            return seats.isEmpty() ? null : seats;
        });
    }

    /** Takes note of what another instance says; false where nothing was known of the instance. */
    boolean hear(UUID instance, Room room, List<Present> users, Instant now) {
        var known = beat(instance, now);
        var rooms = Objects.requireNonNull(others.get(instance)).rooms();
        if (users.isEmpty()) {
            rooms.remove(room);
        } else {
            rooms.put(room, users);
        }
        return known;
    }

    /** Takes note that another instance is alive; false where nothing was known of it. */
    boolean beat(UUID instance, Instant now) {
        var before = others.get(instance);
        others.put(instance, new Instance(now, before == null ? new HashMap<>() : before.rooms()));
        return before != null;
    }

    /** Forgets an instance, and returns the rooms that it had users in. */
    Set<Room> forget(UUID instance) {
        var gone = others.remove(instance);
        return gone == null ? Set.of() : gone.rooms().keySet();
    }

    /** Forgets all other instances, and returns the rooms that they had users in. */
    Set<Room> forgetAll() {
        return forget(Instant.MAX);
    }

    /** Forgets the instances that were heard last before {@code deadline}, and returns the rooms that they had users in. */
    Set<Room> forget(Instant deadline) {
        var rooms = new HashSet<Room>();
        others.values().removeIf(instance -> {
            var gone = instance.heard().isBefore(deadline);
            if (gone) {
                rooms.addAll(instance.rooms().keySet());
            }
            return gone;
        });
        return rooms;
    }

    /** Returns the rooms that have somebody here. */
    Set<Room> rooms() {
        return Set.copyOf(here.keySet());
    }

    int instances() {
        return others.size();
    }

    boolean isEmptyHere(Room room) {
        return !here.containsKey(room);
    }

    /** Returns who is in the room here, who came first before the others. */
    List<Present> here(Room room) {
        return presentHere(room).sorted(FIRST_COME).limit(most).toList();
    }

    /** Returns who is in the room at any instance, each user once, who came first before the others. */
    List<Present> everywhere(Room room) {
        var users = new HashMap<UUID, Present>();
        Stream.concat(
                        presentHere(room),
                        others.values().stream()
                                .flatMap(instance -> instance.rooms().getOrDefault(room, List.of()).stream()))
                .forEach(one -> users.merge(
                        one.userId(), one, (before, other) -> FIRST_COME.compare(before, other) <= 0 ? before : other));
        return users.values().stream().sorted(FIRST_COME).limit(most).toList();
    }

    private Stream<Present> presentHere(Room room) {
        return here.getOrDefault(room, Map.of()).entrySet().stream()
                .map(seat -> new Present(
                        seat.getKey(), seat.getValue().name(), seat.getValue().since()));
    }

    /** A user, at one or more sockets. */
    private record Seat(String name, Instant since, Set<String> sockets) {

        @Nullable
        Seat without(String socket) {
            sockets.remove(socket);
            return sockets.isEmpty() ? null : this;
        }
    }

    /** Another instance, as it was heard of last. */
    private record Instance(Instant heard, Map<Room, List<Present>> rooms) {}
}
