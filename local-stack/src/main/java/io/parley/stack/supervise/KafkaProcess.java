package io.parley.stack.supervise;

import io.parley.embedded.KafkaBroker;
import io.parley.embedded.Placement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The Kafka broker in a process of its own: directory, port, controller's port, and the file that says it is ready. Without
 * arguments one that starts somewhere, stops and leaves nothing.
 */
final class KafkaProcess {

    private KafkaProcess() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length == 0) {
            KafkaBroker.start(Placement.ephemeral()).close();
            return;
        }
        var placement = Placement.durable(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        var broker = KafkaBroker.start(placement, Integer.parseInt(arguments[2]));
        Files.writeString(
                Path.of(arguments[3]), Long.toString(ProcessHandle.current().pid()));
        broker.awaitStop();
    }
}
