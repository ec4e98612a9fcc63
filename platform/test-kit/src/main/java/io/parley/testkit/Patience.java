package io.parley.testkit;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * How long tests wait for what must come about: so long that a slow and busy machine does not fail them. Whoever wants to know how
 * quickly it does measures it in {@code bench}. JUnit finds this class by itself.
 */
public final class Patience implements LauncherSessionListener {

    /** What {@code await()} waits for where a test says nothing else. */
    public static final Duration SOON = Duration.ofSeconds(60);

    private static final Duration POLL = Duration.ofMillis(50);

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Awaitility.setDefaultTimeout(SOON);
        Awaitility.setDefaultPollInterval(POLL);
    }
}
