package io.parley.contact.book;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.contract.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ContactMergeTest {

    static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    final Contact contact = Contact.begin(new TenantId(UUID.randomUUID()), UUID.randomUUID(), NOON);

    @Test
    void keepsTheNewerProfileNameAndWhatWasChosenByHand() {
        var heard = ContactName.NONE.hear("Ada", NOON);

        assertThat(heard.hear("Older", NOON.minusSeconds(1))).isEqualTo(heard);
        assertThat(heard.hear("Newer", NOON.plusSeconds(1)).text()).isEqualTo("Newer");
        assertThat(heard.chosen("By hand").hear("Newer", NOON.plusSeconds(1)).text())
                .isEqualTo("By hand");
        assertThat(heard.chosen(null).hear("Newer", NOON.plusSeconds(1)).text()).isEqualTo("Newer");
    }

    @Test
    void keepsTheNewerWordOnMarketingAndARefusalOfTheSameMoment() {
        var out = new Consent(true, NOON);
        var in = new Consent(false, NOON);

        assertThat(Consent.SILENT.hear(out)).isEqualTo(out);
        assertThat(out.hear(Consent.SILENT)).isEqualTo(out);
        assertThat(out.hear(in)).isEqualTo(out);
        assertThat(in.hear(out)).isEqualTo(out);
        assertThat(out.hear(new Consent(false, NOON.plusSeconds(1))).optedOut()).isFalse();
        assertThat(out.hear(new Consent(false, NOON.minusSeconds(1))).optedOut())
                .isTrue();
    }

    @Test
    void takesFromAnotherWhatItLacks() {
        var other = contact.known(new PhoneNumber("447700900123"), new UserId("GB.1"))
                .named(ContactName.NONE.chosen("By hand"))
                .mailed("ada@company.example")
                .tagged(List.of("b"));

        var whole = contact.known(new PhoneNumber("447700900999"), null)
                .named(ContactName.NONE.hear("Profile", NOON))
                .tagged(List.of("a"))
                .absorbing(other);

        assertThat(whole.phone()).isEqualTo(new PhoneNumber("447700900999"));
        assertThat(whole.userId()).isEqualTo(new UserId("GB.1"));
        assertThat(whole.name().text()).isEqualTo("By hand");
        assertThat(whole.email()).isEqualTo("ada@company.example");
        assertThat(whole.tags()).containsExactly("a", "b");
    }
}
