package io.parley.embedded;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Gives a child process a session of its own, so that Ctrl-C and a closed terminal reach only its parent, which then stops
 * the children in its own order. The process id stays that of the command itself.
 */
public final class OwnSession {

    private OwnSession() {}

    /** Returns the command to start instead of {@code command}; the same one where the system offers no way. */
    public static List<String> of(List<String> command) {
        var prefixed = new ArrayList<String>();
        if (onPath("setsid")) {
            prefixed.add("setsid");
        } else if (onPath("perl")) {
            prefixed.addAll(List.of("perl", "-MPOSIX", "-e", "POSIX::setsid(); exec { $ARGV[0] } @ARGV"));
        }
        prefixed.addAll(command);
        return prefixed;
    }

    static boolean onPath(String program) {
        var path = System.getenv().getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(path)
                .filter(folder -> !folder.isEmpty())
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
