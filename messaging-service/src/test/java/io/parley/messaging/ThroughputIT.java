package io.parley.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.parley.contract.TenantSettings;
import io.parley.contract.WebhookOutcome;
import io.parley.contract.WebhookOutcome.Result;
import io.parley.kit.crypto.Secret;
import io.parley.kit.event.Event;
import io.parley.testkit.Infrastructure;
import io.parley.testkit.TestTenant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** At which rate a number sends: what the settings say, until WhatsApp raises it. */
class ThroughputIT extends MessagingTest {

    static final AtomicInteger NUMBERS = new AtomicInteger(100);

    final TestTenant tenant = TestTenant.create();
    final String shown = "4420794" + NUMBERS.incrementAndGet();

    @Test
    void isRaisedWhenWhatsAppSaysSo() {
        settle(1, 80);

        tell("THROUGHPUT_UPGRADE", shown);

        assertThat(awaitOutcomes(tenant, 1))
                .flatExtracting(WebhookOutcome::elements)
                .extracting(WebhookOutcome.Element::kind, WebhookOutcome.Element::outcome)
                .containsExactly(tuple("phone_number_quality_update", Result.APPLIED));
        assertThat(rate()).contains(1000);
    }

    @Test
    void staysRaisedWhereSettingsRepeatWhatTheySaidBefore() {
        settle(1, 80);
        tell("THROUGHPUT_UPGRADE", shown);
        awaitOutcomes(tenant, 1);

        settle(2, 80);
        assertThat(rate()).contains(1000);

        settle(3, 20);
        assertThat(rate()).contains(20);
    }

    @ParameterizedTest
    @CsvSource({"20, THROUGHPUT_UPGRADE", "80, FLAGGED"})
    void staysAsItIs(int before, String event) {
        settle(1, before);

        tell(event, shown);
        awaitOutcomes(tenant, 1);

        assertThat(rate()).contains(before);
    }

    @Test
    void isNotRaisedForAnotherTenantOrANumberThatNobodyHas() {
        var other = TestTenant.create();
        settle(1, 80);

        publish(about(other, "THROUGHPUT_UPGRADE", shown));
        tell("THROUGHPUT_UPGRADE", "19995550100");

        for (var told : new TestTenant[] {other, tenant}) {
            assertThat(awaitOutcomes(told, 1))
                    .flatExtracting(WebhookOutcome::elements)
                    .extracting(WebhookOutcome.Element::outcome, WebhookOutcome.Element::reason)
                    .containsExactly(tuple(Result.IGNORED, "UNKNOWN_NUMBER"));
        }
        assertThat(rate()).contains(80);
    }

    private void tell(String event, String number) {
        publish(about(tenant, event, number));
    }

    private Event about(TestTenant whose, String event, String number) {
        return WebhookFixtures.raw(whose, ids.next(), """
                {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"phone_number_quality_update","value":{
                "display_phone_number":"%s","event":"%s","current_limit":"TIER_UNLIMITED"}}]}]}""".formatted(number, event));
    }

    private void settle(long version, int messagesPerSecond) {
        var token = encryption.encrypt(tenant.id(), new Secret("token"));
        configure(
                tenant,
                version,
                false,
                new TenantSettings.Number(tenant.phoneNumberId(), "1", "+" + shown, token, null, messagesPerSecond));
        await().atMost(SOON)
                .until(() -> Infrastructure.shared()
                        .operator("messaging")
                        .sql("select version from settings_copy where tenant_id = ?")
                        .param(tenant.id().value())
                        .query(Long.class)
                        .optional()
                        .filter(seen -> seen == version)
                        .isPresent());
    }

    private Optional<Integer> rate() {
        return Infrastructure.shared()
                .operator("messaging")
                .sql("select rate from send_lane where tenant_id = ? and phone_number_id = ?")
                .param(tenant.id().value())
                .param(tenant.phoneNumberId())
                .query(Integer.class)
                .optional();
    }
}
