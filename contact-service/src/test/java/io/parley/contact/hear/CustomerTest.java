package io.parley.contact.hear;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.contact.book.Consent;
import io.parley.contact.book.PhoneNumber;
import io.parley.contact.book.UserId;
import io.parley.contract.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CustomerTest {

    static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    final TenantId tenant = new TenantId(UUID.randomUUID());
    final UUID id = UUID.randomUUID();

    @Test
    void keepsTheNewestWordForEachFieldWhateverTheOrder() {
        var first = heard(id, null, "447700900123", "GB.1", 0);
        var moved = heard(id, null, "447700900999", null, 10);
        var inOrder = Customer.unknown(tenant, id).told(first).told(moved);

        assertThat(Customer.unknown(tenant, id).told(moved).told(first)).isEqualTo(inOrder);
        assertThat(inOrder.told(first).told(moved)).isEqualTo(inOrder);
        assertThat(inOrder.phone()).isEqualTo(new PhoneNumber("447700900999"));
        assertThat(inOrder.userId()).isEqualTo(new UserId("GB.1"));
    }

    @Test
    void followsThoseInWhosePlaceOthersGoOnAndNeverInACircle() {
        var other = UUID.randomUUID();
        var roster = new Roster(List.of());
        roster.tell(heard(id, other, null, "GB.1", 0));
        roster.tell(heard(other, id, null, "GB.2", 10));

        assertThat(roster.chain(tenant, id)).extracting(Customer::id).containsExactly(id, other);
        assertThat(roster.chain(tenant, other)).extracting(Customer::id).containsExactly(other, id);
        assertThat(Roster.newest(roster.chain(tenant, id), Customer::userId)).isEqualTo(new UserId("GB.2"));
    }

    private Heard heard(
            UUID customer, @Nullable UUID mergedInto, @Nullable String phone, @Nullable String userId, int seconds) {
        return new Heard(
                tenant,
                customer,
                mergedInto,
                phone == null ? null : new PhoneNumber(phone),
                userId == null ? null : new UserId(userId),
                null,
                Consent.SILENT,
                NOON.plusSeconds(seconds),
                true);
    }
}
