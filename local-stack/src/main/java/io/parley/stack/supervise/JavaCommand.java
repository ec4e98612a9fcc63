package io.parley.stack.supervise;

import java.nio.file.Path;

/** The programs of the JDK that runs this one. */
final class JavaCommand {

    private JavaCommand() {}

    static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }
}
