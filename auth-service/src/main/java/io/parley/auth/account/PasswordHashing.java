package io.parley.auth.account;

import io.parley.auth.AuthError;
import io.parley.kit.crypto.Secret;
import io.parley.kit.web.ProblemException;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Hashes and checks passwords with Argon2id. Few hashes run at a time and few callers wait; the rest is refused at once,
 * so that a flood of sign-ins cannot take the machine's memory.
 */
@Component
public class PasswordHashing {

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(2);

    private final Argon2PasswordEncoder encoder;
    private final PasswordProperties properties;
    private final Semaphore turns;
    private final String nobodysHash;

    PasswordHashing(PasswordProperties properties) {
        this.properties = properties;
        this.turns = new Semaphore(properties.permits(), true);
        this.encoder = new Argon2PasswordEncoder(
                SALT_BYTES,
                HASH_BYTES,
                properties.parallelism(),
                (int) properties.memory().toKilobytes(),
                properties.iterations());
        this.nobodysHash = encode("nobody has this password");
    }

    /** Returns a hash to store. */
    public String hash(NewPassword password) {
        return inTurn(() -> encode(normalised(password.secret())));
    }

    /**
     * Tells whether {@code password} is the one that was hashed. Without a hash the answer is no, after the same time as
     * with one.
     */
    public boolean matches(Secret password, Optional<String> hash) {
        return inTurn(() -> encoder.matches(normalised(password), hash.orElse(nobodysHash))) && hash.isPresent();
    }

    private <T> T inTurn(Supplier<T> work) {
        try {
            var mayWait = turns.getQueueLength() < properties.queue();
            if (!(mayWait
                    ? turns.tryAcquire(properties.patience().toMillis(), TimeUnit.MILLISECONDS)
                    : turns.tryAcquire())) {
                throw busy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        }
        try {
            return work.get();
        } finally {
            turns.release();
        }
    }

    private String encode(String password) {
        return java.util.Objects.requireNonNull(encoder.encode(password));
    }

    private static ProblemException busy() {
        return ProblemException.retryLater(
                AuthError.PASSWORD_CHECKS_BUSY, "Too many sign-ins at the moment, try again", TRY_AGAIN_AFTER);
    }

    /** The same password may be typed as different code points on different keyboards. */
    private static String normalised(Secret password) {
        return Normalizer.normalize(password.reveal(), Normalizer.Form.NFKC);
    }
}
