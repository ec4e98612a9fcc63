package io.parley.realtime.desk;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.parley.kit.security.AccessTokens;
import io.parley.realtime.engine.Admission;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.json.JSONObject;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/** Lets in who shows a valid access token, and remembers what was shown until the socket is there. */
final class Door implements Admission {

    private static final String UNAUTHORIZED = "unauthorized";
    private static final int MOST = 20_000;

    private final JwtDecoder tokens;
    private final Cache<String, Pass> admitted = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    Door(JwtDecoder tokens) {
        this.tokens = tokens;
    }

    @Override
    public Optional<String> refuse(String connection, String namespace, @Nullable JSONObject auth) {
        if (auth == null || !(auth.opt("token") instanceof String token)) {
            return Optional.of(UNAUTHORIZED);
        }
        try {
            var verified = tokens.decode(token);
            var expires = Objects.requireNonNull(verified.getExpiresAt());
            var joinedOnly = "joined".equals(auth.opt("scope"));
            var since = auth.opt("since") instanceof String text && !text.isEmpty() ? text : null;
            admitted.put(connection, new Pass(AccessTokens.callerOf(verified), expires, joinedOnly, since));
            return Optional.empty();
        } catch (JwtException e) {
            return Optional.of(UNAUTHORIZED);
        }
    }

    /** Returns what the connection has shown, once. */
    Optional<Pass> take(String connection) {
        return Optional.ofNullable(admitted.asMap().remove(connection));
    }
}
