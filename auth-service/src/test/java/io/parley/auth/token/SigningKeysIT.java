package io.parley.auth.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import io.parley.kit.crypto.Secret;
import io.parley.kit.id.Ids;
import io.parley.kit.web.WebProperties;
import io.parley.testkit.Infrastructure;
import io.parley.testkit.TestClock;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.util.unit.DataSize;

/** Needs the one table in a schema of its own. Each test has a secret and a clock of its own and sees no other's keys. */
class SigningKeysIT {

    static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    static final Duration MONTH = Duration.ofDays(30);
    static final Duration HOUR = Duration.ofHours(1);

    @SuppressWarnings("NullAway.Init")
    static JdbcClient jdbc;

    @SuppressWarnings("NullAway.Init")
    static PlatformTransactionManager transactionManager;

    final Ids ids = new Ids();
    final String secret = "a secret of this test " + UUID.randomUUID();
    final TestClock clock = new TestClock();

    @BeforeAll
    static void createTable() throws IOException {
        var url = URI.create(Infrastructure.shared().databaseUrl());
        var user = url.getUserInfo().split(":", 2);
        var database = new PGSimpleDataSource();
        database.setUrl("jdbc:postgresql://" + url.getHost() + ":" + url.getPort() + url.getPath());
        database.setUser(user[0]);
        database.setPassword(user[1]);
        database.setCurrentSchema("signing_keys_it");
        jdbc = JdbcClient.create(database);
        jdbc.sql("create schema if not exists signing_keys_it").update();
        jdbc.sql("drop table if exists signing_key").update();
        jdbc.sql(new ClassPathResource("db/migration/V012__signing_key.sql").getContentAsString(StandardCharsets.UTF_8))
                .update();
        transactionManager = new JdbcTransactionManager(database);
    }

    @BeforeEach
    void pinClock() {
        clock.pin(NOON);
    }

    @Test
    void shareOneKeyAmongInstancesThatStartAtOnce() {
        var published = IntStream.range(0, 6)
                .parallel()
                .mapToObj(n -> publishedBy(instance(secret)))
                .distinct()
                .toList();

        assertThat(published).hasSize(1);
        assertThat(published.getFirst()).hasSize(1);
    }

    @Test
    void publishAKeyBeforeItSignsAndKeepTheOneBefore() {
        var keys = instance(secret);
        var first = keys.signingAt(NOON).id();
        at(keys, NOON.plus(MONTH).minus(HOUR).minusSeconds(1));
        assertThat(publishedBy(keys)).containsExactly(first);

        at(keys, NOON.plus(MONTH).minus(HOUR));
        assertThat(publishedBy(keys)).hasSize(2).startsWith(first);
        var second = publishedBy(keys).getLast();
        assertThat(keys.signingAt(clock.instant()).id()).isEqualTo(first);

        at(keys, NOON.plus(MONTH));
        assertThat(keys.signingAt(clock.instant()).id()).isEqualTo(second);
        assertThat(keys.signingAt(clock.instant().minusSeconds(1)).id()).isEqualTo(first);

        at(keys, NOON.plus(MONTH).plus(Duration.ofMinutes(15)).plus(HOUR));
        assertThat(publishedBy(keys)).containsExactly(first, second);
        at(keys, NOON.plus(MONTH).plus(Duration.ofMinutes(15)).plus(HOUR).plusSeconds(1));
        assertThat(publishedBy(keys)).containsExactly(second);
    }

    @Test
    void publishAKeyInTimeEvenAfterALongPause() {
        var keys = instance(secret);
        var first = keys.signingAt(NOON).id();

        at(keys, NOON.plus(Duration.ofDays(100)));

        assertThat(keys.signingAt(clock.instant()).id()).isEqualTo(first);
        assertThat(publishedBy(keys)).hasSize(2);
        at(keys, clock.instant().plus(HOUR));
        assertThat(keys.signingAt(clock.instant()).id()).isNotEqualTo(first);
    }

    @Test
    void neitherUseNorPublishKeysOfAnotherSecret() {
        var ours = instance(secret);

        var others = instance("another secret " + UUID.randomUUID());

        assertThat(publishedBy(others)).hasSize(1).doesNotContainAnyElementsOf(publishedBy(ours));
        ours.lookAfter();
        assertThat(publishedBy(ours)).hasSize(1);
    }

    private void at(SigningKeys keys, Instant moment) {
        clock.pin(moment);
        keys.lookAfter();
    }

    private static List<String> publishedBy(SigningKeys keys) {
        return keys.published().getKeys().stream().map(JWK::getKeyID).toList();
    }

    private SigningKeys instance(String masterSecret) {
        var properties = new TokenProperties(
                new Secret(masterSecret), Duration.ofMinutes(15), 2048, MONTH, HOUR, HOUR, Duration.ofMinutes(1));
        var web = new WebProperties(DataSize.ofMegabytes(1), Map.of(), WebProperties.Environment.PRODUCTION);
        var keys = new SigningKeys(jdbc, transactionManager, new KeyWrapping(properties, web), properties, clock, ids);
        keys.afterPropertiesSet();
        return keys;
    }
}
