package io.parley.realtime.presence;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.contract.Presence.Present;
import io.parley.contract.Role;
import io.parley.contract.TenantId;
import io.parley.kit.security.Caller;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RollTest {

    static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    final Roll roll = new Roll(3);
    final TenantId tenant = new TenantId(UUID.randomUUID());
    final Room room = new Room(tenant, UUID.randomUUID());
    final Caller ada = caller("Ada");
    final Caller bob = caller("Bob");
    final UUID other = UUID.randomUUID();

    @Test
    void countsAUserOnceHoweverManySocketsThereAre() {
        roll.enter(room, ada, "one", NOON);
        roll.enter(room, ada, "two", NOON.plusSeconds(1));
        roll.enter(room, ada, "two", NOON.plusSeconds(2));

        assertThat(roll.everywhere(room)).containsExactly(present(ada, NOON));
        roll.leave(room, ada.user(), "one");
        assertThat(roll.everywhere(room)).containsExactly(present(ada, NOON));
        roll.leave(room, ada.user(), "two");
        assertThat(roll.everywhere(room)).isEmpty();
        assertThat(roll.isEmptyHere(room)).isTrue();
        assertThat(roll.rooms()).isEmpty();
    }

    @Test
    void takesWhoLeavesWithoutHavingComeForNobody() {
        roll.leave(room, ada.user(), "one");
        roll.enter(room, ada, "one", NOON);
        roll.leave(room, bob.user(), "one");

        assertThat(roll.here(room)).containsExactly(present(ada, NOON));
    }

    @Test
    void joinsInstancesAndLetsWhoCameFirstStandFirst() {
        roll.enter(room, ada, "one", NOON);
        roll.hear(other, room, List.of(present(bob, NOON.minusSeconds(1)), present(ada, NOON.plusSeconds(9))), NOON);

        assertThat(roll.everywhere(room)).containsExactly(present(bob, NOON.minusSeconds(1)), present(ada, NOON));
        assertThat(roll.here(room)).containsExactly(present(ada, NOON));
    }

    @Test
    void letsWhatAnInstanceSaysReplaceWhatItSaidBefore() {
        roll.hear(other, room, List.of(present(ada, NOON), present(bob, NOON)), NOON);
        roll.hear(other, room, List.of(present(bob, NOON)), NOON);
        assertThat(roll.everywhere(room)).containsExactly(present(bob, NOON));

        roll.hear(other, room, List.of(), NOON);
        assertThat(roll.everywhere(room)).isEmpty();
    }

    @Test
    void forgetsInstancesThatWereNotHeardSinceTheDeadline() {
        assertThat(roll.hear(other, room, List.of(present(ada, NOON)), NOON)).isFalse();
        assertThat(roll.beat(other, NOON.plusSeconds(5))).isTrue();

        assertThat(roll.forget(NOON.plusSeconds(5))).isEmpty();
        assertThat(roll.forget(NOON.plusSeconds(6))).containsExactly(room);
        assertThat(roll.everywhere(room)).isEmpty();
        assertThat(roll.beat(other, NOON.plusSeconds(7))).isFalse();
    }

    @Test
    void knowsRoomsOfOneTenantFromThoseOfAnother() {
        var foreign = new Room(new TenantId(UUID.randomUUID()), room.conversation());
        roll.enter(room, ada, "one", NOON);
        roll.hear(other, room, List.of(present(bob, NOON)), NOON);

        assertThat(roll.everywhere(foreign)).isEmpty();
    }

    @Test
    void tellsOfTheFirstOnlyWhereThereAreTooMany() {
        var users =
                IntStream.range(0, 5).mapToObj(place -> caller("No. " + place)).toList();
        users.forEach(user -> roll.enter(room, user, user.name(), NOON.plusSeconds(users.indexOf(user))));

        assertThat(roll.here(room)).extracting(Present::name).containsExactly("No. 0", "No. 1", "No. 2");
        assertThat(roll.everywhere(room)).isEqualTo(roll.here(room));
    }

    private Caller caller(String name) {
        return new Caller(tenant, UUID.randomUUID(), Role.AGENT, name);
    }

    private static Present present(Caller caller, Instant since) {
        return new Present(caller.user(), caller.name(), since);
    }
}
