package io.parley.ingest.receive;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.ingest.receive.Intake.Taken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntakeTest {

    private static final int LIMIT = 200_000;

    private final InFlightBytes inFlight = new InFlightBytes(1_000_000);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 131_072, 199_999, 200_000})
    void readsBodiesUpToTheLimitWhole(int length) throws IOException {
        var body = random(length);

        assertThat(read(body, length))
                .isInstanceOfSatisfying(
                        Taken.Body.class, taken -> assertThat(taken.bytes()).isEqualTo(body));
        assertThat(read(body, -1))
                .isInstanceOfSatisfying(
                        Taken.Body.class, taken -> assertThat(taken.bytes()).isEqualTo(body));
    }

    @ParameterizedTest
    @ValueSource(ints = {200_001, 262_144, 500_000})
    void refusesLongerOnesWhetherAnnouncedOrNot(int length) throws IOException {
        assertThat(read(random(length), length)).isInstanceOf(Taken.TooLarge.class);
        assertThat(read(random(length), -1)).isInstanceOf(Taken.TooLarge.class);
    }

    @Test
    void refusesForNowWhatFindsNoRoomAndGivesItsOwnBack() throws IOException {
        try (var other = inFlight.lease()) {
            assertThat(other.take(900_000)).isTrue();

            assertThat(read(random(150_000), 150_000)).isInstanceOf(Taken.NoRoom.class);
            assertThat(inFlight.taken()).isEqualTo(900_000);
        }
        assertThat(read(random(150_000), 150_000)).isInstanceOf(Taken.Body.class);
        assertThat(inFlight.taken()).isZero();
    }

    @Test
    void reservesNothingForBytesThatWereOnlyAnnounced() throws IOException {
        try (var lease = inFlight.lease()) {
            new Intake(lease, LIMIT).read(new ByteArrayInputStream(new byte[10]), LIMIT);

            assertThat(inFlight.taken()).isLessThanOrEqualTo(65_536);
        }
    }

    private Taken read(byte[] body, long announced) throws IOException {
        try (var lease = inFlight.lease()) {
            return new Intake(lease, LIMIT).read(new ByteArrayInputStream(body), announced);
        }
    }

    private static byte[] random(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
