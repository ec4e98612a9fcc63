package io.parley.auth.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.parley.kit.id.Ids;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The keys that sign access tokens. They live in the database, encrypted; one instance at a time looks after them, and all
 * know the same ones. A new key is published before it signs, an old one until its last token has expired. A key that does
 * not open under JWT_SECRET is neither used nor published.
 */
@Component
class SigningKeys implements InitializingBean {

    private static final Logger log = LoggerFactory.getLogger(SigningKeys.class);

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final KeyWrapping wrapping;
    private final TokenProperties properties;
    private final Clock clock;
    private final Ids ids;

    private volatile List<SigningKey> keys = List.of();

    SigningKeys(
            JdbcClient jdbc,
            PlatformTransactionManager transactionManager,
            KeyWrapping wrapping,
            TokenProperties properties,
            Clock clock,
            Ids ids) {
        this.jdbc = jdbc;
        this.transactions = new TransactionTemplate(transactionManager);
        this.wrapping = wrapping;
        this.properties = properties;
        this.clock = clock;
        this.ids = ids;
    }

    @Override
    public void afterPropertiesSet() {
        lookAfter();
    }

    /** Makes and removes keys that are due, and learns which there are. Instances take turns. */
    void lookAfter() {
        keys = transactions.execute(status -> {
            jdbc.sql("select pg_advisory_xact_lock(hashtextextended('parley.auth.signing-keys', 0))")
                    .query((row, number) -> true)
                    .single();
            var now = clock.instant();
            var known = read();
            removeOutdated(known, now);
            dueFrom(known, now).ifPresent(signsFrom -> add(signsFrom, now));
            return read();
        });
    }

    /** Returns the key that signs at {@code moment}. */
    SigningKey signingAt(Instant moment) {
        var current = keys;
        return current.stream()
                .filter(key -> !key.signsFrom().isAfter(moment))
                .max(Comparator.comparing(SigningKey::signsFrom))
                .orElseGet(current::getFirst);
    }

    /** Returns the public halves of all keys that may have signed a valid token or will sign one soon. */
    JWKSet published() {
        return new JWKSet(
                keys.stream().<JWK>map(key -> key.pair().toPublicJWK()).toList());
    }

    private List<SigningKey> read() {
        return jdbc
                .sql("select key_id, wrapped, signs_from from signing_key order by signs_from, key_id")
                .query((row, number) -> wrapping.unwrap(
                        row.getString(1), row.getObject(3, OffsetDateTime.class).toInstant(), row.getBytes(2)))
                .list()
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /** A key is outdated when its successor has signed for longer than the last token before it can live. */
    private void removeOutdated(List<SigningKey> known, Instant now) {
        for (var i = 0; i + 1 < known.size(); i++) {
            var lastTokenGone =
                    known.get(i + 1).signsFrom().plus(properties.lifetime()).plus(properties.keepAfter());
            if (lastTokenGone.isBefore(now)) {
                jdbc.sql("delete from signing_key where key_id = ?")
                        .param(known.get(i).id())
                        .update();
                log.info("signing key {} is no longer published", known.get(i).id());
            }
        }
    }

    /** Returns when the key that must be made now begins to sign; empty where none is due. */
    private Optional<Instant> dueFrom(List<SigningKey> known, Instant now) {
        if (known.isEmpty()) {
            return Optional.of(now);
        }
        var newest = known.getLast().signsFrom();
        var next = newest.plus(properties.rotateEvery());
        var earliest = now.plus(properties.publishAhead());
        if (next.isAfter(earliest)) {
            return Optional.empty();
        }
        return Optional.of(next.isBefore(earliest) ? earliest : next);
    }

    private void add(Instant signsFrom, Instant now) {
        var key = generate(signsFrom.truncatedTo(ChronoUnit.MILLIS));
        jdbc.sql("insert into signing_key (key_id, wrapped, created_at, signs_from) values (?, ?, ?, ?)")
                .params(
                        key.id(),
                        wrapping.wrap(key),
                        now.atOffset(ZoneOffset.UTC),
                        key.signsFrom().atOffset(ZoneOffset.UTC))
                .update();
        log.info("signing key {} is published and signs from {}", key.id(), key.signsFrom());
    }

    private SigningKey generate(Instant signsFrom) {
        try {
            var pair = new RSAKeyGenerator(properties.keyBits())
                    .keyID(ids.next().toString())
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .generate();
            return new SigningKey(pair, signsFrom);
        } catch (JOSEException e) {
            throw new IllegalStateException("no RSA key could be made", e);
        }
    }
}
