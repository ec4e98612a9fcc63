package io.parley.stack.supervise;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The end of a log, read from its end. */
public final class LogTail {

    private static final int BYTES = 256 << 10;
    private static final int LINES_OF_A_FAILURE = 25;
    private static final Pattern STACK_FRAME = Pattern.compile("\\s+(at |\\.\\.\\. \\d+ (common frames|more)).*");

    private LogTail() {}

    public static List<String> of(Path log, int lines) {
        return last(read(log), lines);
    }

    /** What a process said before it failed, without the frames of stack traces, under a heading. */
    static String ofFailure(Path log) {
        var said = read(log).stream()
                .filter(line -> !STACK_FRAME.matcher(line).matches())
                .toList();
        return "The end of " + log + ":\n    " + String.join("\n    ", last(said, LINES_OF_A_FAILURE));
    }

    private static List<String> last(List<String> lines, int count) {
        return lines.subList(Math.max(0, lines.size() - count), lines.size());
    }

    private static List<String> read(Path log) {
        if (!Files.exists(log)) {
            return List.of();
        }
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            var from = Math.max(0, file.length() - BYTES);
            var bytes = new byte[(int) (file.length() - from)];
            file.seek(from);
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            return List.of("(" + log + " cannot be read: " + e.getMessage() + ")");
        }
    }
}
