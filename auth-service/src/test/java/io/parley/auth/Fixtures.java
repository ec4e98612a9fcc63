package io.parley.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.contract.Role;
import io.parley.contract.TenantId;
import io.parley.testkit.Api;
import io.parley.testkit.TestTenant;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Lazy;

/** Tenants and users as they come about: by registration, and by their owner adding them. */
@Lazy
@TestConfiguration(proxyBeanMethods = false)
class Fixtures {

    public static final String PASSWORD = "SecurePass123!";

    private final Api api;

    Fixtures(Api api) {
        this.api = api;
    }

    /** Someone who has signed in. */
    public record Member(TenantId tenant, UUID user, String email, String token, String refreshToken) {}

    /** Registers a tenant and returns its owner. */
    public Member owner() {
        var email = uniqueEmail();
        var answer = api.post(
                "/api/auth/register",
                Map.of("tenantName", "Company", "email", email, "password", PASSWORD, "name", "Olive Owner"));
        assertThat(answer.status()).isEqualTo(201);
        return memberOf(email, answer);
    }

    /** Adds a user to the owner's tenant and signs them in. */
    public Member member(Member owner, Role role) {
        var email = uniqueEmail();
        var body = Map.of("email", email, "name", "Max Member", "role", role, "password", PASSWORD);
        assertThat(api.as(owner.token()).post("/api/auth/users", body).status()).isEqualTo(201);
        return logIn(email);
    }

    public Member logIn(String email) {
        var answer = api.post("/api/auth/login", Map.of("email", email, "password", PASSWORD));
        assertThat(answer.status()).isEqualTo(200);
        return memberOf(email, answer);
    }

    public Api as(Member member) {
        return api.as(member.token());
    }

    public static String uniqueEmail() {
        return "user-" + UUID.randomUUID() + "@company.com";
    }

    /** Returns an id that looks like one of Meta's and that no other test has. */
    public static String uniqueMetaId() {
        return TestTenant.create().phoneNumberId();
    }

    private static Member memberOf(String email, Api.Answer answer) {
        var data = answer.data();
        return new Member(
                TenantId.of(data.path("tenant").path("id").asString()),
                UUID.fromString(data.path("user").path("id").asString()),
                email,
                data.path("token").asString(),
                data.path("refreshToken").asString());
    }
}
