package io.parley.contact;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.contract.Role;
import io.parley.testkit.TestTenant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContactIT extends ContactTest {

    final TestTenant tenant = TestTenant.create();

    @Test
    void keepsTheContactOfTheSeedsExample() {
        var john = create(
                tenant,
                Map.of(
                        "phoneNumber",
                        "+1234567890",
                        "name",
                        "John Doe",
                        "email",
                        "john@example.com",
                        "tags",
                        List.of("customer", "vip")));

        var found = get(tenant, john.path("id").asString());
        assertThat(found).isEqualTo(john);
        assertThat(found.path("phoneNumber").asString()).isEqualTo("+1234567890");
        assertThat(found.path("email").asString()).isEqualTo("john@example.com");
        assertThat(found.path("tags").toString()).isEqualTo("[\"customer\",\"vip\"]");
        assertThat(found.path("optedOut").booleanValue()).isFalse();
        assertThat(found.has("userId")).isFalse();
        assertThat(found.path("createdAt").asString()).matches("\\d{4}-.*\\.\\d{3}Z");
    }

    @Test
    void letsAnAgentWorkWithContactsButNotMoveThemInBulk() {
        var agent = api.as(tenant, Role.AGENT);

        assertThat(agent.post("/api/contacts", Map.of("phoneNumber", "447700900123"))
                        .status())
                .isEqualTo(201);
        assertThat(agent.get("/api/contacts").status()).isEqualTo(200);
        assertThat(agent.get("/api/contacts/export").status()).isEqualTo(403);
        assertThat(agent.get("/api/contacts/import/" + UUID.randomUUID()).status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({
        "+447700900123, 447700900123",
        "+5511987654321, +551187654321",
        "+525512345678, +5215512345678",
        "+541112345678, +5491112345678"
    })
    void knowsANumberInItsOtherSpelling(String one, String other) {
        create(tenant, Map.of("phoneNumber", one));

        var answer = as(tenant).post("/api/contacts", Map.of("phoneNumber", other));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().path("code").asString()).isEqualTo("CONTACT_EXISTS");
        assertThat(answer.text()).contains("phoneNumber");
    }

    @Test
    void keepsAContactWithoutANumber() {
        var made = create(tenant, Map.of("userId", "GB.5550001112223334", "name", "Ada"));

        assertThat(made.path("phoneNumber").isNull()).isTrue();
        assertThat(list(tenant, "?search=5550001112")).hasSize(1);
        assertThat(export(tenant, "")).contains(",GB.5550001112223334,Ada,");
        assertThat(as(tenant)
                        .post("/api/contacts", Map.of("userId", "GB.5550001112223334"))
                        .text())
                .contains("CONTACT_EXISTS", "userId");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"phoneNumber\":\"12345\"}",
                "{\"phoneNumber\":\"+44 seven\"}",
                "{\"phoneNumber\":\"+1234567890123456\"}",
                "{\"phoneNumber\":1234567890}",
                "{\"phoneNumber\":\"+447700900123\",\"email\":\"nobody\"}",
                "{\"phoneNumber\":\"+447700900123\",\"name\":\"\"}",
                "{\"phoneNumber\":\"+447700900123\",\"name\":\"a\\u0000b\"}",
                "{\"phoneNumber\":\"+447700900123\",\"tags\":[\"\"]}",
                "{\"phoneNumber\":\"+447700900123\",\"tags\":[null]}",
                "{\"phoneNumber\":\"+447700900123\",\"tags\":\"vip\"}",
                "{\"phoneNumber\":\"+447700900123\",\"id\":\"x\"}",
                "{\"phoneNumber\":\"+447700900123\",\"optedOut\":\"yes\"}",
                "{\"userId\":\"not one\"}",
                "[]",
                "{"
            })
    void refusesWhatIsNoContact(String body) {
        var answer = as(tenant).post("/api/contacts", body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    }

    @Test
    void refusesMoreAndLongerTagsThanAContactMayHave() {
        var many = Collections.nCopies(21, "t").stream()
                .map(tag -> tag + UUID.randomUUID())
                .toList();

        assertThat(as(tenant)
                        .post("/api/contacts", Map.of("phoneNumber", "+447700900123", "tags", many))
                        .text())
                .contains("tags");
        assertThat(as(tenant)
                        .post("/api/contacts", Map.of("phoneNumber", "+447700900123", "tags", List.of("x".repeat(51))))
                        .text())
                .contains("tags");
    }

    @Test
    void namesEveryFieldThatIsWrong() {
        var answer = as(tenant).post("/api/contacts", Map.of("phoneNumber", "x", "email", "y"));

        assertThat(answer.json().path("errors").findValuesAsString("field")).containsExactly("phoneNumber", "email");
    }

    @Test
    void changesWhatAPatchSaysAndClearsWhatItNulls() {
        var id = create(tenant, Map.of("phoneNumber", "+447700900123", "name", "Ada", "email", "ada@company.example"))
                .path("id")
                .asString();
        var patch = new HashMap<String, Object>();
        patch.put("email", null);
        patch.put("tags", List.of("vip"));
        patch.put("optedOut", true);

        var answer = as(tenant).patch("/api/contacts/" + id, patch);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.data()).isEqualTo(get(tenant, id));
        assertThat(answer.data().path("email").isNull()).isTrue();
        assertThat(answer.data().path("name").asString()).isEqualTo("Ada");
        assertThat(answer.data().path("optedOut").booleanValue()).isTrue();
        assertThat(total(tenant, "?optedOut=true")).isEqualTo(1);
        assertThat(total(tenant, "?tag=vip")).isEqualTo(1);
    }

    @Test
    void keepsSomethingToKnowAContactBy() {
        var id = create(tenant, Map.of("phoneNumber", "+447700900123"))
                .path("id")
                .asString();
        var patch = new HashMap<String, Object>();
        patch.put("phoneNumber", null);

        assertThat(as(tenant).patch("/api/contacts/" + id, patch).status()).isEqualTo(400);

        patch.put("userId", "GB.1");
        assertThat(as(tenant).patch("/api/contacts/" + id, patch).status()).isEqualTo(200);
    }

    @Test
    void refusesToGiveAContactAnothersNumber() {
        create(tenant, Map.of("phoneNumber", "+447700900123"));
        var id = create(tenant, Map.of("phoneNumber", "+447700900124"))
                .path("id")
                .asString();

        var answer = as(tenant).patch("/api/contacts/" + id, Map.of("phoneNumber", "447700900123"));

        assertThat(answer.status()).isEqualTo(409);
    }

    @Test
    void freesTheNumberOfARemovedContact() {
        var id = create(tenant, Map.of("phoneNumber", "+447700900123"))
                .path("id")
                .asString();

        assertThat(as(tenant).delete("/api/contacts/" + id).status()).isEqualTo(200);

        assertThat(as(tenant).get("/api/contacts/" + id).status()).isEqualTo(404);
        assertThat(total(tenant, "")).isZero();
        create(tenant, Map.of("phoneNumber", "+447700900123"));
    }

    @Test
    void takesOneOfManyWhoAddTheSameNumberAtOnce() throws Exception {
        Callable<Integer> add = () -> as(tenant)
                .post("/api/contacts", Map.of("phoneNumber", "+447700900123"))
                .status();

        try (var threads = Executors.newFixedThreadPool(8)) {
            var statuses = threads.invokeAll(Collections.nCopies(8, add)).stream()
                    .map(one -> one.resultNow())
                    .toList();

            assertThat(statuses).containsOnly(201, 409).containsOnlyOnce(201);
        }
    }

    @Test
    void tellsOthersOfEachChangeAndOfTheEnd() {
        var made = create(tenant, Map.of("phoneNumber", "+447700900123", "name", "Ada"));
        var id = UUID.fromString(made.path("id").asString());
        awaitTold(tenant, id, one -> "Ada".equals(one.name()));

        as(tenant).patch("/api/contacts/" + id, Map.of("name", "Ada Byron", "tags", List.of("vip")));
        awaitTold(
                tenant, id, one -> "Ada Byron".equals(one.name()) && one.tags().equals(List.of("vip")));

        as(tenant).delete("/api/contacts/" + id);
        awaitTold(tenant, id, one -> one.deleted() && "+447700900123".equals(one.phoneNumber()));
    }

    @Test
    void tellsNobodyOfAChangeThatChangesNothing() {
        var id = create(tenant, Map.of("phoneNumber", "+447700900123", "name", "Ada"))
                .path("id")
                .asString();

        var before = get(tenant, id);
        as(tenant).patch("/api/contacts/" + id, Map.of("name", "Ada", "phoneNumber", "447700900123"));

        assertThat(get(tenant, id)).isEqualTo(before);
        var other = UUID.fromString(create(tenant, Map.of("phoneNumber", "+447700900124"))
                .path("id")
                .asString());
        awaitTold(tenant, other, one -> true);
        assertThat(told(tenant))
                .filteredOn(one -> one.id().toString().equals(id))
                .hasSize(1);
    }
}
