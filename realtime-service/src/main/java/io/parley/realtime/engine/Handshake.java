package io.parley.realtime.engine;

/** Completes the packet that opens a session: protocol 4 also tells the client the largest payload, the library does not. */
final class Handshake {

    private static final String OPEN = "0{";

    private Handshake() {}

    /** Returns {@code sent}, a packet or a payload, with the size in it where it begins with an open packet. */
    static String completed(String sent, int maxPayload) {
        if (!sent.startsWith(OPEN)) {
            return sent;
        }
        var end = sent.indexOf('}');
        return sent.substring(0, end) + ",\"maxPayload\":" + maxPayload + sent.substring(end);
    }
}
