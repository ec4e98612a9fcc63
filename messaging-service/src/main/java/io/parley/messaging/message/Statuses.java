package io.parley.messaging.message;

import io.parley.contract.MessageError;
import io.parley.contract.MessageStatus;
import io.parley.contract.StatusChanged;
import io.parley.contract.TenantId;
import io.parley.kit.json.Json;
import io.parley.messaging.message.StatusStore.Outbound;
import io.parley.messaging.message.StatusStore.Stored;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Applies WhatsApp's reports to messages. Every report is kept; a message moves forward only. Whatever order and however
 * often reports arrive, messages end the same, and a repeated raw event gets the same answer again.
 */
@Service
public class Statuses {

    private final StatusStore store;
    private final Clock clock;

    Statuses(StatusStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Applies {@code reports} in their order and says of each what came of it, in a fixed number of round trips. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Verdict> apply(List<StatusReport> reports) {
        if (reports.isEmpty()) {
            return List.of();
        }
        var messages = Found.of(store.lock(reports));
        var known = store.find(reports);
        var fresh = new LinkedHashMap<StatusReport, Optional<StatusChanged>>();
        var verdicts = new ArrayList<Verdict>(reports.size());
        for (var report : reports) {
            var before = known.get(report.key());
            if (before != null) {
                verdicts.add(again(report, before));
                continue;
            }
            var message = messages.of(report);
            var moved = message.flatMap(progress -> progress.hear(report));
            fresh.put(report, moved);
            known.put(report.key(), new Stored(report.rawEvent(), message.isPresent(), moved.orElse(null)));
            verdicts.add(new Verdict(report, resultOf(report, message.isPresent()), moved));
        }
        store.save(fresh, clock.instant());
        store.move(messages.changed(), clock.instant());
        return verdicts;
    }

    /** Applies the reports that arrived before their messages' wamids were known. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Verdict> applyEarly(Map<TenantId, List<String>> wamids) {
        return apply(store.takeEarly(wamids));
    }

    /** The same raw event gets its answer again; another one that says the same is a duplicate. */
    private static Verdict again(StatusReport report, Stored before) {
        return before.rawEvent().equals(report.rawEvent())
                ? new Verdict(report, resultOf(report, before.messageKnown()), Optional.ofNullable(before.moved()))
                : new Verdict(report, Result.DUPLICATE, Optional.empty());
    }

    private static Result resultOf(StatusReport report, boolean messageKnown) {
        if (report.status().isEmpty()) {
            return Result.UNKNOWN_STATUS;
        }
        return messageKnown ? Result.APPLIED : Result.UNKNOWN_MESSAGE;
    }

    /** What can come of a report. */
    public enum Result {
        /** Kept, and counted for its message. */
        APPLIED,
        /** Another raw event said the same before. */
        DUPLICATE,
        /** Kept, in case the message becomes known. */
        UNKNOWN_MESSAGE,
        /** Kept; the word moves nothing. */
        UNKNOWN_STATUS
    }

    /**
     * What came of a report.
     *
     * @param moved how it moved its message, where it did
     */
    public record Verdict(StatusReport report, Result result, Optional<StatusChanged> moved) {}

    /** The messages of a batch, by both of their names, as they stand after the reports heard so far. */
    private static final class Found {

        private final Map<UUID, Progress> byId = new HashMap<>();
        private final Map<String, Progress> byWamid = new HashMap<>();

        static Found of(List<Outbound> messages) {
            var found = new Found();
            for (var message : messages) {
                var progress = new Progress(message);
                found.byId.put(message.id(), progress);
                if (message.wamid() != null) {
                    found.byWamid.put(wamidKey(message.tenant(), message.phoneNumberId(), message.wamid()), progress);
                }
            }
            return found;
        }

        Optional<Progress> of(StatusReport report) {
            var key = report.key();
            var named = byWamid.get(wamidKey(key.tenant(), key.phoneNumberId(), key.wamid()));
            return Optional.ofNullable(named).or(() -> report.messageId().map(byId::get));
        }

        List<Outbound> changed() {
            return byId.values().stream()
                    .filter(progress -> progress.heard)
                    .map(Progress::now)
                    .toList();
        }

        private static String wamidKey(TenantId tenant, String phoneNumberId, String wamid) {
            return tenant + " " + phoneNumberId + " " + wamid;
        }
    }

    private static final class Progress {

        private final Outbound message;
        private MessageStatus status;
        private @Nullable MessageError error;
        private @Nullable String wamid;
        private boolean heard;

        Progress(Outbound message) {
            this.message = message;
            this.status = message.status();
            this.error = message.error();
            this.wamid = message.wamid();
        }

        Optional<StatusChanged> hear(StatusReport report) {
            heard = true;
            if (wamid == null) {
                wamid = report.key().wamid();
            }
            var next = report.moves().map(this::after).orElse(status);
            if (next == status) {
                return Optional.empty();
            }
            var before = status;
            status = next;
            error = next == MessageStatus.FAILED ? report.error() : null;
            return Optional.of(new StatusChanged(
                    message.id(),
                    message.conversationId(),
                    wamid,
                    before,
                    next,
                    report.at(),
                    error,
                    report.pricing() == null ? null : Json.events().readValue(report.pricing(), Json.OBJECT)));
        }

        /** A failure that only says "unknown" is no failure once WhatsApp says anything at all. */
        private MessageStatus after(MessageStatus reported) {
            var unknown = error != null && error.code().equals(SendError.OUTCOME_UNKNOWN.code());
            return (unknown ? MessageStatus.QUEUED : status).after(reported);
        }

        Outbound now() {
            return new Outbound(
                    message.tenant(),
                    message.id(),
                    message.conversationId(),
                    message.phoneNumberId(),
                    wamid,
                    status,
                    error);
        }
    }
}
