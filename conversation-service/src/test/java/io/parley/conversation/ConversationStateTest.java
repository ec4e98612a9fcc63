package io.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.contract.ConversationStatus;
import io.parley.contract.TenantId;
import io.parley.conversation.inbox.ConversationState;
import io.parley.conversation.inbox.Mark;
import io.parley.kit.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ConversationStateTest {

    static final Instant NOON = Talk.NOON;

    final Talk talk = Talk.with(new TenantId(UUID.randomUUID()), "+447700900123", "Ada");
    final ConversationState thread = ConversationState.begin(talk.tenant(), talk.said(1, "Hi", 0));

    @Test
    void isReopenedByWhatTheCustomerWroteAfterWhatWasKnownWhenItWasClosed() {
        hearCustomer(1, 0, 7);
        thread.close();

        hearCustomer(1, 0, 7);
        assertThat(thread.status()).isEqualTo(ConversationStatus.CLOSED);
        hearCustomer(0, -60, 3);
        assertThat(thread.status()).isEqualTo(ConversationStatus.CLOSED);

        hearCustomer(2, 0, 8);
        assertThat(thread.status()).isEqualTo(ConversationStatus.OPEN);
    }

    @Test
    void isReopenedByTheFirstMessageOfACustomerWhoHadNotWritten() {
        thread.close();

        hearCustomer(1, 0, 1);

        assertThat(thread.status()).isEqualTo(ConversationStatus.OPEN);
    }

    @Test
    void readsUpToTheNewestMessageAndNeverBack() {
        hearCustomer(2, 5, 8);
        hearCustomer(1, 0, 7);

        assertThat(thread.readAll()).contains(talk.said(2, "", 5).id());
        thread.read(new Mark(NOON, 7));

        assertThat(thread.read()).contains(new Mark(NOON.plusSeconds(5), 8));
    }

    @Test
    void growsItsVersionWithWhatAgentsDoAndItsRevisionWithWhatShows() {
        var version = thread.version();

        thread.countUnread(3);
        thread.conclude(List.of());
        assertThat(thread.version()).isEqualTo(version);
        assertThat(thread.revision()).isEqualTo(1);
        assertThat(thread.changed()).contains("unreadCount");

        assertThat(thread.assign(UUID.randomUUID())).isTrue();
        thread.tag(List.of("vip"));
        assertThat(thread.version()).isEqualTo(version + 2);
    }

    @Test
    void survivesItsRow() {
        hearCustomer(1, 0, Mark.UNKNOWN);
        thread.tag(List.of("a,b", "\"quoted\""));
        thread.close();

        var row = Json.events().writeValueAsString(thread);
        var again = ConversationState.read(row);

        assertThat(Json.events().writeValueAsString(again)).isEqualTo(row);
        assertThat(again.view(null)).isEqualTo(thread.view(null));
    }

    private void hearCustomer(int place, long seconds, long position) {
        var message = talk.said(place, "Hi", seconds);
        thread.hearCustomer(message.id(), new Mark(message.createdAt(), position));
    }
}
