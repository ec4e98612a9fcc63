package io.parley.kit.id;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Makes ids. Injected, so that nothing else in Parley asks for a random one. Thread-safe. */
public final class Ids {

    private static final UUID NAMESPACE = UUID.fromString("7f1c52a4-3d0e-5b0a-9a51-6a0f5a1d3c11");

    private final NoArgGenerator timeOrdered = Generators.timeBasedEpochGenerator();

    /** For the configuration and for unit tests; services are given theirs. */
    public Ids() {}

    /** Returns a new UUIDv7 (RFC 9562): later calls give greater ids. */
    public UUID next() {
        return timeOrdered.generate();
    }

    /**
     * Returns the UUIDv5 of {@code parts}: always the same for the same parts. Parts are length-prefixed, so that
     * ("a", "bc") and ("ab", "c") differ.
     */
    public static UUID derived(Object... parts) {
        var name = new StringBuilder(128);
        for (Object part : parts) {
            var text = part.toString();
            name.append(text.length()).append(':').append(text);
        }
        // A generator for each call: cheaper than one digest shared under a lock where virtual threads meet.
        return Generators.nameBasedGenerator(NAMESPACE).generate(name.toString().getBytes(StandardCharsets.UTF_8));
    }
}
