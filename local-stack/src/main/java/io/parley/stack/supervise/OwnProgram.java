package io.parley.stack.supervise;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** The folder that this program itself runs from. */
public final class OwnProgram {

    private OwnProgram() {}

    public static Path folder() {
        try {
            var source = OwnProgram.class.getProtectionDomain().getCodeSource().getLocation();
            return Path.of(source.toURI()).resolveSibling("").normalize();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
