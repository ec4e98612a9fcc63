package io.parley.realtime.engine;

import java.util.Base64;

/** Tells well-formed packets from others before the library, which trusts its clients, is given them. */
final class Packets {

    static final char CLOSE = '1';
    static final char UPGRADE = '5';

    private static final char SEPARATOR = '\u001e';
    private static final int MOST_IN_A_PAYLOAD = 1_000;

    private Packets() {}

    /** Whether {@code text} is a payload of the polling transport: one or more packets that a client may send. */
    static boolean isPayload(String text) {
        var from = 0;
        for (var count = 0; count < MOST_IN_A_PAYLOAD; count++) {
            var end = text.indexOf(SEPARATOR, from);
            var packet = text.substring(from, end < 0 ? text.length() : end);
            if (!isPacket(packet) && !isBinary(packet)) {
                return false;
            }
            if (end < 0) {
                return true;
            }
            from = end + 1;
        }
        return false;
    }

    /** Whether {@code text} is a packet that a client may send: close, ping, pong, message, upgrade or noop. */
    static boolean isPacket(String text) {
        return !text.isEmpty() && text.charAt(0) >= CLOSE && text.charAt(0) <= '6';
    }

    /** Whether a packet of the payload {@code text} ends the session. */
    static boolean closes(String text) {
        return text.charAt(0) == CLOSE || text.contains("" + SEPARATOR + CLOSE);
    }

    private static boolean isBinary(String text) {
        if (text.isEmpty() || text.charAt(0) != 'b') {
            return false;
        }
        try {
            return Base64.getDecoder().decode(text.substring(1)).length > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
