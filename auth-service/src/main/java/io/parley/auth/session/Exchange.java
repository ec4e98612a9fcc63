package io.parley.auth.session;

import io.parley.auth.token.OpaqueToken;
import java.time.Instant;
import java.util.UUID;

/** What became of the attempt to exchange a refresh token. */
sealed interface Exchange {

    /** The token's one successor; {@code at} is when the token was first used. */
    record Granted(UUID user, OpaqueToken successor, Instant at) implements Exchange {}

    /** Unknown, expired, revoked, or used too long ago. */
    record Refused() implements Exchange {}
}
