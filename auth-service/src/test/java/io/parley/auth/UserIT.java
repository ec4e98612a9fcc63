package io.parley.auth;

import static io.parley.auth.Fixtures.PASSWORD;
import static io.parley.auth.Fixtures.uniqueEmail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.auth.Fixtures.Member;
import io.parley.contract.Role;
import io.parley.contract.Topics;
import io.parley.contract.UserChanged;
import io.parley.kit.json.Json;
import io.parley.testkit.Api;
import io.parley.testkit.Topic;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

@AuthTest
class UserIT {

    private static final String PATH = "/api/auth/users";

    @Autowired
    Api api;

    @Autowired
    Fixtures fixtures;

    @Autowired
    Topic.Reader topics;

    @Test
    void listsUsersNewestFirstAndAgentsSeeLessOfThem() {
        var owner = fixtures.owner();
        var agent = fixtures.member(owner, Role.AGENT);

        var whole = fixtures.as(owner).get(PATH).data();
        var part = fixtures.as(agent).get(PATH).data();

        assertThat(whole.path("users")).hasSize(2);
        assertThat(whole.path("users").get(0).path("id").asString())
                .isEqualTo(agent.user().toString());
        assertThat(whole.path("users").get(0).path("email").asString()).isEqualTo(agent.email());
        assertThat(whole.path("users").get(0).path("active").asBoolean()).isTrue();
        assertThat(whole.path("pagination").path("total").asInt()).isEqualTo(2);
        assertThat(part.path("users").get(0).propertyNames()).containsExactlyInAnyOrder("id", "name", "role");
        assertThat(whole.toString()).doesNotContain("argon2");
    }

    @Test
    void continuesByCursor() {
        var owner = fixtures.owner();
        fixtures.member(owner, Role.AGENT);
        fixtures.member(owner, Role.AGENT);

        var first = fixtures.as(owner).get(PATH + "?limit=2").data();
        var cursor = first.path("pagination").path("nextCursor").asString();
        var second = fixtures.as(owner).get(PATH + "?limit=2&cursor=" + cursor).data();

        assertThat(first.path("users")).hasSize(2);
        assertThat(second.path("users")).hasSize(1);
        assertThat(second.path("users").get(0).path("id").asString())
                .isEqualTo(owner.user().toString());
        assertThat(second.path("pagination").has("nextCursor")).isFalse();
        assertThat(fixtures.as(owner).get(PATH + "?cursor=x").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "OWNER, OWNER, 201", "OWNER, ADMIN, 201", "OWNER, AGENT, 201",
        "ADMIN, OWNER, 403", "ADMIN, ADMIN, 403", "ADMIN, AGENT, 201",
        "AGENT, OWNER, 403", "AGENT, ADMIN, 403", "AGENT, AGENT, 403"
    })
    void letsEachRoleAddOnlyWhatItMay(Role own, Role other, int status) {
        var owner = fixtures.owner();
        var actor = own == Role.OWNER ? owner : fixtures.member(owner, own);

        assertThat(add(actor, other).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"OWNER", "ADMIN"})
    void keepsAdministratorsFromTouchingTheirBetters(Role target) {
        var owner = fixtures.owner();
        var admin = fixtures.as(fixtures.member(owner, Role.ADMIN));
        var other = target == Role.OWNER ? owner : fixtures.member(owner, Role.ADMIN);
        var agent = fixtures.member(owner, Role.AGENT);

        assertThat(admin.patch(PATH + "/" + other.user(), Map.of("active", false))
                        .status())
                .isEqualTo(403);
        assertThat(admin.delete(PATH + "/" + other.user()).status()).isEqualTo(403);
        assertThat(admin.patch(PATH + "/" + agent.user(), Map.of("role", target))
                        .status())
                .isEqualTo(403);
        assertThat(admin.patch(PATH + "/" + agent.user(), Map.of("name", "New Name"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void alwaysKeepsAnActiveOwner() {
        var owner = fixtures.owner();
        var path = PATH + "/" + owner.user();

        for (var answer : List.of(
                fixtures.as(owner).delete(path),
                fixtures.as(owner).patch(path, Map.of("role", "ADMIN")),
                fixtures.as(owner).patch(path, Map.of("active", false)))) {
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.json().path("code").asString()).isEqualTo("LAST_OWNER");
        }
        fixtures.member(owner, Role.OWNER);
        assertThat(fixtures.as(owner).patch(path, Map.of("role", "admin")).status())
                .isEqualTo(200);
    }

    @Test
    void keepsOneOfTwoOwnersWhoRemoveEachOtherAtOnce() {
        var first = fixtures.owner();
        var second = fixtures.member(first, Role.OWNER);

        var answers = List.of(List.of(first, second), List.of(second, first)).parallelStream()
                .map(pair -> fixtures.as(pair.getFirst())
                        .delete(PATH + "/" + pair.getLast().user()))
                .map(Api.Answer::status)
                .toList();

        assertThat(answers).containsOnlyOnce(200);
    }

    @Test
    void endsTheSessionsOfADisabledUser() {
        var owner = fixtures.owner();
        var agent = fixtures.member(owner, Role.AGENT);

        fixtures.as(owner).patch(PATH + "/" + agent.user(), Map.of("active", false));

        assertThat(api.post("/api/auth/refresh", Map.of("refreshToken", agent.refreshToken()))
                        .status())
                .isEqualTo(401);
        assertThat(api.post("/api/auth/login", Map.of("email", agent.email(), "password", PASSWORD))
                        .status())
                .isEqualTo(401);
        assertThat(fixtures.as(agent).get("/api/auth/me").status()).isEqualTo(401);
        await().untilAsserted(() ->
                assertThat(changesOf(agent)).extracting(UserChanged::active).containsExactly(true, false));
    }

    @Test
    void asksForTheRoleOfTheMomentNotOfTheToken() {
        var owner = fixtures.owner();
        var admin = fixtures.member(owner, Role.ADMIN);
        fixtures.as(owner).patch(PATH + "/" + admin.user(), Map.of("role", "AGENT"));

        assertThat(add(admin, Role.AGENT).status()).isEqualTo(403);
        assertThat(fixtures.as(admin)
                        .patch("/api/settings", "{\"inbox\":{\"enforceWindow\":true}}")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void freesTheAddressOfADeletedUser() {
        var owner = fixtures.owner();
        var agent = fixtures.member(owner, Role.AGENT);

        assertThat(fixtures.as(owner).delete(PATH + "/" + agent.user()).status())
                .isEqualTo(200);

        assertThat(fixtures.as(owner).delete(PATH + "/" + agent.user()).status())
                .isEqualTo(404);
        var again = Map.of("email", agent.email(), "name", "Again", "role", "AGENT", "password", PASSWORD);
        assertThat(fixtures.as(fixtures.owner()).post(PATH, again).status()).isEqualTo(201);
        await().untilAsserted(() ->
                assertThat(changesOf(agent)).extracting(UserChanged::active).containsExactly(true, false));
    }

    private Api.Answer add(Member actor, Role role) {
        var body = Map.of("email", uniqueEmail(), "name", "Max Member", "role", role, "password", PASSWORD);
        return fixtures.as(actor).post(PATH, body);
    }

    private List<UserChanged> changesOf(Member member) {
        return topics.read(Topics.USER_CHANGED, member.tenant()).stream()
                .filter(entry -> entry.key().equals(member.user().toString()))
                .map(entry -> Json.events().readValue(entry.value(), UserChanged.class))
                .toList();
    }
}
