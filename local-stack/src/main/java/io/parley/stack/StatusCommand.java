package io.parley.stack;

import io.parley.stack.home.ProcessRecord;
import io.parley.stack.home.StackHome;
import io.parley.stack.supervise.ProcessHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows the processes of a stack. */
@Command(name = "status", mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

    private static final String ROW = "%-22s %8s %7s  %-9s %9s %9s %9s%n";

    @Mixin
    private final StackOption stack = new StackOption();

    @Override
    public Integer call() {
        var home = stack.home();
        var records = home.records().stream()
                .sorted(Comparator.comparingInt(ProcessRecord::port))
                .toList();
        if (records.isEmpty()) {
            System.out.println("Nothing is running on port " + stack.port() + ".");
            showOthers();
            return Parley.NOT_RUNNING;
        }
        System.out.printf(ROW, "SERVICE", "PID", "PORT", "STATE", "MEMORY", "UPTIME", "RESTARTS");
        var allReady = true;
        var memory = 0L;
        for (var process : records) {
            var health = ProcessHealth.of(process);
            allReady &= health.isReady();
            memory += health.residentKilobytes();
            System.out.printf(
                    ROW,
                    process.name(),
                    process.pid(),
                    process.port(),
                    health.state(),
                    megabytes(health.residentKilobytes()),
                    health.isAlive() ? uptime(process.started()) : "-",
                    process.restarts());
        }
        System.out.printf(ROW, "", "", "", "", megabytes(memory), "", "");
        if (home.supervisor().isEmpty()) {
            System.out.println("The supervisor is gone, so nothing is restarted: ./parley down, then ./parley up.");
            return Parley.FAILED;
        }
        showOthers();
        return allReady ? 0 : Parley.FAILED;
    }

    private void showOthers() {
        stack.checkout().stacks().stream()
                .filter(other -> other.port() != stack.port())
                .filter(other -> other.supervisor().isPresent())
                .map(StackHome::port)
                .forEach(port -> System.out.println("Another stack runs on port " + port + " (--port " + port + ")."));
    }

    private static String megabytes(long kilobytes) {
        return kilobytes == 0 ? "-" : (kilobytes >> 10) + " MB";
    }

    private static String uptime(Instant started) {
        var seconds = Math.max(0, Duration.between(started, Instant.now()).toSeconds());
        return seconds < 3_600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d h %02d", seconds / 3_600, seconds / 60 % 60);
    }
}
