package io.parley.realtime.desk;

import io.parley.kit.security.Caller;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a client has shown to be let in.
 *
 * @param expires when its token does
 * @param joinedOnly whether it wants to hear only of conversations that it joins
 * @param since what it has heard already: a cursor or a time
 */
record Pass(
        Caller caller,
        Instant expires,
        boolean joinedOnly,
        @Nullable String since) {}
