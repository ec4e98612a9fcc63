package io.parley.auth.settings;

/** The Graph API gave no usable answer. */
final class GraphUnreachable extends RuntimeException {

    GraphUnreachable(String why) {
        super("Graph API: " + why, null, false, false);
    }
}
