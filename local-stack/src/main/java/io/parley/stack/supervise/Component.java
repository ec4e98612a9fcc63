package io.parley.stack.supervise;

import java.io.IOException;
import java.nio.file.Path;

/** A process of the stack: how to start it and how to see that it takes work. */
interface Component {

    String name();

    int port();

    Path log();

    /** The folder of the program that the process runs. */
    Path program();

    /** Does what can be done before what this component needs has started. Called once, from any thread. */
    default void prepare() throws IOException {}

    ProcessHandle start() throws IOException;

    /** Whether the process takes work; asked again and again after a start until it does. */
    boolean isReady(ProcessHandle process);
}
