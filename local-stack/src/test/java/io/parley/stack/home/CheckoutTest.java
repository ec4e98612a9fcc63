package io.parley.stack.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckoutTest {

    @TempDir
    Path root;

    Checkout checkout = new Checkout(Path.of(""));

    @BeforeEach
    void open() {
        checkout = new Checkout(root);
    }

    @Test
    void findsTheRunnableJarAndNotThePlainOne() throws Exception {
        var target = Files.createDirectories(root.resolve("gateway/target"));
        Files.createFile(target.resolve("gateway-0.1.0-SNAPSHOT.jar"));
        var runnable = Files.createFile(target.resolve("gateway-0.1.0-SNAPSHOT-app.jar"));

        assertThat(checkout.jar(Service.GATEWAY)).contains(runnable);
        assertThat(checkout.jar(Service.REALTIME)).isEmpty();
    }

    @Test
    void keepsStacksOfDifferentPortsApart() {
        var one = checkout.stack(3000);
        var other = checkout.stack(4000);
        one.remember(ProcessRecord.of("gateway", ProcessHandle.current(), 3000, root, 0));

        assertThat(one.records()).hasSize(1);
        assertThat(other.records()).isEmpty();
        assertThat(other.data()).isNotEqualTo(one.data());
        assertThat(other.logs()).isNotEqualTo(one.logs());
        assertThat(checkout.stacks()).extracting(StackHome::port).contains(3000, 4000);
    }

    @Test
    void remembersWhereTheDataIs() {
        checkout.stack(3000).useData(root.resolve("elsewhere"));

        assertThat(checkout.stack(3000).data()).isEqualTo(root.resolve("elsewhere"));
    }

    @Test
    void listsTheLatestProcessFirstAndLeavesTheSupervisorOut() throws Exception {
        var home = checkout.stack(3000);
        home.rememberSupervisor(root);
        var later = new ProcessBuilder("sleep", "60").start();
        home.remember(ProcessRecord.of("postgres", ProcessHandle.current(), 3010, root, 0));
        home.remember(ProcessRecord.of("gateway", later.toHandle(), 3000, root, 0));
        later.destroyForcibly();

        assertThat(home.records()).extracting(ProcessRecord::name).containsExactly("gateway", "postgres");
        assertThat(home.supervisor()).contains(ProcessHandle.current());
    }

    @Test
    void removesOnlyProgramsThatNobodyNeedsOrRuns() throws Exception {
        var needed = Files.createDirectories(checkout.applications().resolve("gateway-new"));
        var running = Files.createDirectories(checkout.applications().resolve("gateway-running"));
        var old = Files.createDirectories(checkout.applications().resolve("gateway-old/lib"));
        checkout.stack(4000).remember(ProcessRecord.of("gateway", ProcessHandle.current(), 4000, running, 0));

        checkout.removeUnused(List.of(needed));

        assertThat(needed).exists();
        assertThat(running).exists();
        assertThat(old.getParent()).doesNotExist();
    }
}
