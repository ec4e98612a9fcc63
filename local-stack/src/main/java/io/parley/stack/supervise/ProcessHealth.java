package io.parley.stack.supervise;

import io.parley.stack.home.ProcessRecord;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What can be seen of a started process from outside. The memory of PostgreSQL is that of its main process alone. */
public record ProcessHealth(boolean isAlive, boolean isReady, long residentKilobytes) {

    private static final int PROBE_MILLIS = 1_000;

    public static ProcessHealth of(ProcessRecord process) {
        if (!process.isAlive()) {
            return new ProcessHealth(false, false, 0);
        }
        var ready = switch (process.name()) {
            case Stopper.POSTGRES, Stopper.KAFKA -> listens(process.port());
            default -> ServiceComponent.answersReady(process.port());
        };
        return new ProcessHealth(true, ready, residentKilobytes(process.pid()));
    }

    public String state() {
        if (!isAlive) {
            return "dead";
        }
        return isReady ? "ready" : "not ready";
    }

    private static boolean listens(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), PROBE_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static long residentKilobytes(long pid) {
        try {
            var status = Path.of("/proc", Long.toString(pid), "status");
            if (Files.exists(status)) {
                return Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .map(line -> line.replaceAll("[^0-9]", ""))
                        .mapToLong(Long::parseLong)
                        .sum();
            }
            var ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
            return Long.parseLong(new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }
}
