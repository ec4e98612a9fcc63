package io.parley.auth.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.parley.auth.AuthError;
import io.parley.kit.crypto.Secret;
import io.parley.kit.web.ProblemException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class PasswordHashingTest {

    static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    final PasswordHashing hashing = new PasswordHashing(properties(1, 100, Duration.ofSeconds(30)));

    @Test
    void knowsAPasswordAgain() {
        var hash = hashing.hash(NewPassword.of("SecurePass123!"));

        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(hashing.matches(new Secret("SecurePass123!"), Optional.of(hash)))
                .isTrue();
        assertThat(hashing.matches(new Secret("SecurePass123?"), Optional.of(hash)))
                .isFalse();
        assertThat(hashing.hash(NewPassword.of("SecurePass123!"))).isNotEqualTo(hash);
    }

    @Test
    void takesDifferentKeyboardsForTheSamePassword() {
        var hash = hashing.hash(NewPassword.of("Ge\u0301ne\u0301rale"));

        assertThat(hashing.matches(new Secret("G\u00e9n\u00e9rale"), Optional.of(hash)))
                .isTrue();
    }

    @Test
    void neverMatchesWithoutAHash() {
        assertThat(hashing.matches(new Secret("nobody has this password"), Optional.empty()))
                .isFalse();
    }

    @Test
    void takesAsLongWithoutAHashAsWithOne() {
        var hash = Optional.of(hashing.hash(NewPassword.of("SecurePass123!")));
        var password = new Secret("WrongPass123!");
        for (var n = 0; n < 10; n++) {
            hashing.matches(password, hash);
        }

        var with = fastest(() -> hashing.matches(password, hash));
        var without = fastest(() -> hashing.matches(password, Optional.empty()));

        assertThat((double) without / with).isBetween(0.5, 2.0);
    }

    @Test
    void refusesAtOnceWhenTheQueueIsFull() throws InterruptedException {
        var narrow = new PasswordHashing(properties(1, 0, Duration.ofSeconds(30)));
        var refused = new ConcurrentLinkedQueue<ProblemException>();
        var done = new CountDownLatch(20);
        try (var threads = Executors.newFixedThreadPool(20)) {
            for (var n = 0; n < 20; n++) {
                threads.submit(() -> {
                    try {
                        narrow.matches(new Secret("WrongPass123!"), Optional.empty());
                    } catch (ProblemException busy) {
                        refused.add(busy);
                    } finally {
                        done.countDown();
                    }
                });
            }
            done.await();
        }

        assertThat(refused).hasSizeBetween(1, 19).allSatisfy(busy -> {
            assertThat(busy.code()).isEqualTo(AuthError.PASSWORD_CHECKS_BUSY);
            assertThat(busy.retryAfter()).isPresent();
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 129})
    void wantsEightToHundredAndTwentyEightCharacters(int length) {
        assertThatIllegalArgumentException().isThrownBy(() -> NewPassword.of("😀".repeat(length)));
        assertThat(NewPassword.of("😀".repeat(128)).toString()).doesNotContain("😀");
    }

    /** Processor time of this thread, which other work on the machine does not change as it does the wall clock's. */
    private static long fastest(Runnable work) {
        var best = Long.MAX_VALUE;
        for (var n = 0; n < 10; n++) {
            var start = THREADS.getCurrentThreadCpuTime();
            work.run();
            best = Math.min(best, THREADS.getCurrentThreadCpuTime() - start);
        }
        return best;
    }

    private static PasswordProperties properties(int concurrency, int queue, Duration patience) {
        return new PasswordProperties(DataSize.ofMegabytes(19), 2, 1, concurrency, queue, patience);
    }
}
