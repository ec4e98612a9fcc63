package io.parley.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.stack.client.Projections.Progress;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RebuildCommandTest {

    @Test
    void saysNothingMoreWhereNothingIsMissing() {
        assertThat(RebuildCommand.missing(done(Optional.empty(), 0))).isEmpty();
    }

    @Test
    void saysSinceWhenTheTopicsTellEverythingAndWhatIsMissing() {
        assertThat(RebuildCommand.missing(done(Optional.of("2026-11-20T10:00:00.000Z"), 3)))
                .satisfiesExactly(
                        since -> assertThat(since).contains("since 2026-11-20T10:00:00.000Z", "facts that are kept"),
                        missing -> assertThat(missing).contains("Of 3 messages", "/api/webhook/events/replay"));
    }

    private static Progress done(Optional<String> completeSince, long statusOnly) {
        return new Progress("1", "DONE", 5, 5, completeSince, statusOnly);
    }
}
