package io.parley.sandbox.graph;

/** The beginning of every Graph path: any version. */
final class GraphPath {

    static final String VERSION = "/{version:v[0-9]+\\.[0-9]+}";

    private GraphPath() {}
}
