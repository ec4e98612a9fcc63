package io.parley.ingest.receive;

import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks, while the detour is open, whether it may close. */
@Component
class DetourWatch {

    private final Detour detour;

    DetourWatch(Detour detour) {
        this.detour = detour;
    }

    @Scheduled(fixedDelay = 100)
    void look() {
        if (detour.isOpen()) {
            try {
                detour.closeIfEmpty();
            } catch (DataAccessException e) {
                // The database is away as well; the next look is due at once.
            }
        }
    }
}
