package io.parley.embedded;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The user PostgreSQL runs as. It refuses to run as root, so root gives up its privileges first: in a user namespace of its
 * own where the kernel allows that (files then stay root's), else as the user nobody, who is given the data directory.
 */
enum ServerUser {
    CALLER(List.of()),
    ROOT_WITHOUT_PRIVILEGES(List.of("unshare", "-U")),
    NOBODY(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));

    private static final int NOBODY_ID = 65534;

    private final List<String> prefix;

    ServerUser(List<String> prefix) {
        this.prefix = prefix;
    }

    /** Returns the user to run as on the data in {@code data}, which need not exist yet. */
    static ServerUser forData(Path data) throws IOException {
        if (new UnixSystem().getUid() != 0) {
            return CALLER;
        }
        var dataIsNobodys = Files.exists(data) && owner(data) == NOBODY_ID;
        if (!dataIsNobodys && ROOT_WITHOUT_PRIVILEGES.works()) {
            return ROOT_WITHOUT_PRIVILEGES;
        }
        if (NOBODY.works()) {
            return NOBODY;
        }
        throw new EmbeddedServerException(
                "PostgreSQL does not run as root, and neither `unshare -U` nor `setpriv` can "
                        + "drop root's privileges here. Run as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own.");
    }

    List<String> command(List<String> command) {
        var prefixed = new ArrayList<>(prefix);
        prefixed.addAll(command);
        return prefixed;
    }

    /** Makes an existing, empty directory the server user's own. */
    void own(Path directory) throws IOException {
        if (this == NOBODY) {
            Files.setAttribute(directory, "unix:uid", NOBODY_ID);
            Files.setAttribute(directory, "unix:gid", NOBODY_ID);
        }
    }

    private boolean works() {
        try {
            var process = new ProcessBuilder(command(List.of("true")))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static int owner(Path path) throws IOException {
        return (int) Files.getAttribute(path, "unix:uid");
    }
}
