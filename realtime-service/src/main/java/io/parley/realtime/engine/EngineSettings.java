package io.parley.realtime.engine;

import java.time.Duration;

/**
 * What connections may do.
 *
 * @param pingInterval how often each connection is asked whether it is still there
 * @param pingTimeout how long its answer may take
 * @param connectTimeout how long a connection may stay without having been admitted to a namespace
 * @param maxPayload most bytes of one message, or of one request of the polling transport
 * @param maxConnections most connections at a time; further ones are refused
 * @param maxAttachments most binary attachments of one packet
 * @param backlog what may wait for clients that read slowly
 */
public record EngineSettings(
        Duration pingInterval,
        Duration pingTimeout,
        Duration connectTimeout,
        int maxPayload,
        int maxConnections,
        int maxAttachments,
        Backlog backlog) {

    /**
     * What may wait to be sent before the client is cut off.
     *
     * @param messages most messages of one connection
     * @param characters most characters of one connection
     * @param totalCharacters most characters of all connections together
     */
    public record Backlog(int messages, long characters, long totalCharacters) {}
}
