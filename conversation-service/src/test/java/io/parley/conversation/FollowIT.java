package io.parley.conversation;

import static io.parley.conversation.Talk.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contract.ContactChanged;
import io.parley.contract.EventTypes;
import io.parley.contract.Role;
import io.parley.contract.TenantId;
import io.parley.contract.Topics;
import io.parley.contract.UserChanged;
import io.parley.kit.event.Event;
import io.parley.kit.event.Records;
import io.parley.testkit.TestTenant;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FollowIT extends ConversationTest {

    final TestTenant tenant = TestTenant.create();
    final Talk talk = Talk.with(tenant.id(), "+5511987654321", "Ana");
    final UUID contact = UUID.randomUUID();

    @Test
    void parksAContactThatPretendsToBeAnotherTenantsAndGoesOn() {
        begin(talk);

        publish(
                contactChanged(contact(TestTenant.create().id(), "Mallory", NOON.plusSeconds(9))),
                contactChanged(contact(tenant.id(), "Ana Souza", NOON)));

        await().atMost(SOON).until(() -> nameOf(talk).equals("Ana Souza"));
        await().atMost(SOON)
                .until(() -> records(tenant, Topics.deadLettersOf(Topics.CONTACT_CHANGED))
                                .size()
                        == 1);
    }

    @Test
    void parksAUserThatCannotBeReadAndGoesOn() {
        begin(talk);
        var poison = UUID.randomUUID();
        publish(Event.of(Topics.USER_CHANGED, EventTypes.USER_CHANGED, poison, tenant.id(), poison)
                .carrying(Map.of("id", "no uuid")));

        var user = user(tenant, talk, "Grace");

        assertThat(get(tenant, talk).path("assignedTo").stringValue()).isEqualTo(user.toString());
        await().atMost(SOON)
                .until(() -> records(tenant, Topics.deadLettersOf(Topics.USER_CHANGED)).stream()
                        .map(Records::idOf)
                        .toList()
                        .equals(List.of(poison)));
    }

    @Test
    void keepsTheLatestStateOfAContactWhateverComesLast() {
        begin(talk);
        publish(contactChanged(contact(tenant.id(), "Ana Souza", NOON.plusSeconds(9))));
        await().atMost(SOON)
                .until(() -> updates(tenant).stream()
                        .anyMatch(one -> "Ana Souza".equals(one.conversation().contactName())));
        var told = updates(tenant).size();

        publish(contactChanged(contact(tenant.id(), "Ana", NOON)));

        await().atMost(SOON).until(() -> updates(tenant).size() > told);
        assertThat(nameOf(talk)).isEqualTo("Ana Souza");
    }

    @Test
    void takesAnotherTenantsUserForNobody() {
        begin(talk);
        tell(TestTenant.create(), new UserChanged(tenant.user(), tenant.id(), "Mallory", Role.AGENT, true));
        var user = user(tenant, talk, "Grace");

        var answer = as(tenant).patch("/api/conversations/" + talk.id(), Map.of("assignedTo", tenant.user()));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(get(tenant, talk).path("assignedTo").stringValue()).isEqualTo(user.toString());
    }

    private String nameOf(Talk of) {
        return get(tenant, of).path("contactName").asString("");
    }

    /** A contact whose number lacks the digit that Brazil has since added to it. */
    private ContactChanged contact(TenantId owner, String name, Instant at) {
        return new ContactChanged(contact, owner, "+551187654321", null, name, null, List.of(), false, NOON, at, false);
    }

    private Event contactChanged(ContactChanged changed) {
        return Event.of(Topics.CONTACT_CHANGED, EventTypes.CONTACT_CHANGED, ids.next(), tenant.id(), changed.id())
                .carrying(changed);
    }
}
