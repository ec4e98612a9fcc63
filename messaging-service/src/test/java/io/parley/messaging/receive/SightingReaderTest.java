package io.parley.messaging.receive;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.contract.TenantId;
import io.parley.kit.json.Json;
import io.parley.messaging.customer.Identity;
import io.parley.messaging.customer.PhoneNumber;
import io.parley.messaging.customer.Sighting;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

class SightingReaderTest {

    static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    final Origin origin =
            new Origin(new TenantId(UUID.randomUUID()), UUID.randomUUID(), "500600700800901", 0, NOON, null);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"from":"447700900123"}                                      | []                                              | PHONE 447700900123
            {"from":447700900123}                                        | []                                              | PHONE 447700900123
            {"from":"447700900123","from_user_id":"GB.1"}                | []                                              | BSUID GB.1, PHONE 447700900123
            {"from":"5511987654321"}                                     | []                                              | PHONE 551187654321
            {"from":"447700900123"}                                      | [{"wa_id":"447700900123","user_id":"GB.1"}]     | BSUID GB.1, PHONE 447700900123
            {"from_user_id":"GB.1"}                                      | [{"wa_id":"447700900123","user_id":"GB.1","parent_user_id":"GB.ENT.9"}] | BSUID GB.1, PARENT_BSUID GB.ENT.9, PHONE 447700900123
            {"from":"447700900123"}                                      | [{"wa_id":"447700900999","user_id":"GB.1"}]     | PHONE 447700900123
            {}                                                           | [{"wa_id":"447700900123"}]                      | PHONE 447700900123
            {}                                                           | [{"wa_id":"447700900123"},{"wa_id":"447700900999"}] | WAMID wamid.1
            {"from":"","from_user_id":"gb.1"}                            | []                                              | WAMID wamid.1
            {"context":{"id":"wamid.0"}}                                 | []                                              | WAMID 500600700800901/wamid.0, WAMID wamid.1
            {"reaction":{"message_id":"wamid.0"}}                        | []                                              | WAMID 500600700800901/wamid.0, WAMID wamid.1
            {"from":"447700900123","system":{"type":"user_changed_number","wa_id":"447700900999"}} | [] | PHONE 447700900123, PHONE 447700900999
            {"from":"447700900123","system":{"type":"customer_changed_number","new_wa_id":"447700900999"}} | [] | PHONE 447700900123, PHONE 447700900999
            {"from_user_id":"GB.1","system":{"type":"user_changed_user_id","user_id":"GB.2"}} | [] | BSUID GB.1, BSUID GB.2
            {"from":"447700900123","system":{"type":"customer_identity_changed","wa_id":"447700900999"}} | [] | PHONE 447700900123
            """)
    void gathersAllNamesOfASender(String message, String contacts, String identities) {
        var read = SightingReader.sender(origin, json(contacts), json(message), "wamid.1", NOON);

        assertThat(names(read)).isEqualTo(identities);
    }

    @Test
    void goesOnUnderTheNewNumberAndTheNewUserId() {
        var read = SightingReader.sender(origin, json("[]"), json("""
                {"from":"447700900123","from_user_id":"GB.1",
                "system":{"type":"user_changed_number","wa_id":"447700900999","user_id":"GB.2"}}"""), "wamid.1", NOON);

        assertThat(read.phone()).contains(new PhoneNumber("447700900999"));
        assertThat(read.userId()).contains("GB.2");
    }

    @Test
    void knowsWhichUserIdIsTheNewOne() {
        var read = SightingReader.update(origin, json("[]"), json("""
                        {"wa_id":"447700900999","user_id":{"previous":"GB.1","current":"GB.2"},
                        "parent_user_id":{"previous":"GB.ENT.1","current":"GB.ENT.2"},"timestamp":1767225600}""")).orElseThrow();

        assertThat(names(read))
                .isEqualTo("BSUID GB.1, BSUID GB.2, PARENT_BSUID GB.ENT.1, PARENT_BSUID GB.ENT.2, PHONE 447700900999");
        assertThat(read.userId()).contains("GB.2");
        assertThat(read.at()).isEqualTo(Instant.ofEpochSecond(1_767_225_600));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            {"recipient_id":"447700900123","recipient_user_id":"GB.1"}                                  | BSUID GB.1, PHONE 447700900123
            {"recipient_user_id":"GB.1","parent_recipient_user_id":"GB.ENT.1"}                          | BSUID GB.1, PARENT_BSUID GB.ENT.1
            {"recipient_id":"447700900123"}                                                             | -
            {"recipient_id":"R3Jv","recipient_type":"group","recipient_user_id":"GB.1","recipient_parent_user_id":"GB.ENT.1"} | -
            """)
    void learnsFromAStatusOnlyWhereItKnowsARecipientTwice(String status, String identities) {
        var read = SightingReader.recipient(origin, json("[]"), json(status), NOON);

        assertThat(read == null ? null : names(read)).isEqualTo(identities);
    }

    @Test
    void readsTheOtherSideOfWhatTheBusinessSent() {
        var echo = json("{\"from\":\"442079460123\",\"to\":\"447700900123\",\"to_user_id\":\"GB.1\"}");

        var read = SightingReader.counterpart(origin, json("[]"), echo, true, nothing(), NOON)
                .orElseThrow();

        assertThat(names(read)).isEqualTo("BSUID GB.1, PHONE 447700900123");
    }

    @Test
    void joinsNobodyWithALoneContactThatIsSomebodyElse() {
        var others = json("[{\"wa_id\":\"447700900999\",\"user_id\":\"GB.9\"}]");
        var echo = json("{\"from\":\"442079460123\",\"to\":\"447700900123\"}");
        var update = json("{\"user_id\":{\"previous\":\"GB.1\",\"current\":\"GB.2\"}}");

        assertThat(names(SightingReader.counterpart(origin, others, echo, true, nothing(), NOON)
                        .orElseThrow()))
                .isEqualTo("PHONE 447700900123");
        assertThat(names(SightingReader.update(origin, others, update).orElseThrow()))
                .isEqualTo("BSUID GB.1, BSUID GB.2");
    }

    @Test
    void takesAThreadsWordForItsCustomer() {
        var thread = json("{\"id\":\"447700900123\",\"context\":{\"user_id\":\"GB.1\"}}");

        var read = SightingReader.counterpart(
                        origin, json("[]"), json("{\"from\":\"442079460123\"}"), true, thread, NOON)
                .orElseThrow();

        assertThat(names(read)).isEqualTo("BSUID GB.1, PHONE 447700900123");
    }

    private static String names(Sighting sighting) {
        return sighting.identities().stream()
                .map((Identity one) -> one.kind() + " " + one.value())
                .collect(Collectors.joining(", "));
    }

    private static JsonNode json(String text) {
        return Json.events().readTree(text);
    }

    private static JsonNode nothing() {
        return JsonNodeFactory.instance.missingNode();
    }
}
