package io.parley.messaging.dispatch;

import io.parley.contract.MessageError;
import io.parley.messaging.media.MediaFile;
import io.parley.messaging.media.MediaProperties;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Sees to it that WhatsApp holds the file of a message before the message is sent. Uploading sends nothing to a customer, so
 * it may be repeated; it may also take longer than a claim lasts, so the claim is put aside for it and taken up again after it.
 */
@Component
class AttachFile {

    private static final Logger log = LoggerFactory.getLogger(AttachFile.class);

    private static final MessageError GONE = new MessageError(
            "MEDIA_EXPIRED", "The file was deleted before it was sent", "Files are kept for a limited time");
    private static final MessageError BUSY =
            new MessageError("MEDIA_UPLOADING", "The file is on its way to WhatsApp", null);
    private static final MessageError FORGOTTEN =
            new MessageError("MEDIA_FORGOTTEN", "WhatsApp does not know the file any more; it goes up again", null);
    private static final MessageError UNREADABLE =
            new MessageError("MEDIA_STORE_UNAVAILABLE", "The file cannot be read at the moment", null);
    private static final Duration SHORTLY = Duration.ofSeconds(1);

    /** The file cannot be had just now, and nothing has happened. */
    static final Attachment LATER = new Attachment.Missing(new SendOutcome.NotNow(UNREADABLE, SHORTLY));

    private static final Duration MARGIN = Duration.ofSeconds(30);

    /** Meta says with these that a parameter is wrong, and the id of a file it does not know any more is one. */
    private static final Set<String> ABOUT_PARAMETERS = Set.of("100", "131009", "131053");

    private final UploadStore store;
    private final GraphUpload graph;
    private final MediaProperties properties;
    private final Clock clock;
    private final Set<Upload> underWay = ConcurrentHashMap.newKeySet();
    private final Set<Thread> uploading = ConcurrentHashMap.newKeySet();

    AttachFile(UploadStore store, GraphUpload graph, MediaProperties properties, Clock clock) {
        this.store = store;
        this.graph = graph;
        this.properties = properties;
        this.clock = clock;
    }

    /** Whether a message can be sent now, as far as its file goes. */
    sealed interface Attachment {

        /** It has no file of Parley's. */
        record None() implements Attachment {}

        /**
         * WhatsApp holds its file.
         *
         * @param remembered whether that was known from before, and so may be true no more
         */
        record Held(String graphId, boolean remembered) implements Attachment {}

        /** It is not sent now. */
        record Missing(SendOutcome outcome) implements Attachment {}
    }

    private record Upload(UUID media, String phoneNumberId) {}

    /**
     * Returns {@code outgoing} with its file, uploaded if need be, and with the claim that holds after it. Never throws for what
     * the network, Meta or the store does.
     */
    Outgoing attach(Outgoing outgoing, String token) {
        var media = outgoing.media();
        if (media.isEmpty()) {
            return outgoing;
        }
        try {
            var tenant = outgoing.claim().tenant();
            var known = store.idOf(tenant, media.get(), outgoing.message().phoneNumberId());
            return known.map(id -> outgoing.with(new Attachment.Held(id, true)))
                    .orElseGet(() -> upload(outgoing, media.get(), token));
        } catch (DataAccessException | TransactionException e) {
            log.warn(
                    "the file of message {} cannot be looked up: {}",
                    outgoing.claim().message(),
                    e.toString());
            return outgoing.with(LATER);
        }
    }

    /** Tells whether {@code outcome} may mean that WhatsApp has forgotten a file. Nothing was sent then. */
    static boolean mayBeForgotten(SendOutcome outcome) {
        return outcome instanceof SendOutcome.Refused(var error) && ABOUT_PARAMETERS.contains(error.code());
    }

    /** Has the file of {@code outgoing} uploaded anew when its turn comes again; returns what that means for the message. */
    SendOutcome forget(Outgoing outgoing, String forgotten) {
        try {
            outgoing.media()
                    .ifPresent(media -> store.forget(
                            outgoing.claim().tenant(), media, outgoing.message().phoneNumberId(), forgotten));
        } catch (DataAccessException | TransactionException e) {
            log.warn(
                    "a forgotten file of message {} stays noted for now: {}",
                    outgoing.claim().message(),
                    e.toString());
        }
        return new SendOutcome.NotNow(FORGOTTEN, SHORTLY);
    }

    private Outgoing upload(Outgoing outgoing, UUID media, String token) {
        var file = store.file(outgoing.claim().tenant(), media);
        if (!(file.orElse(null) instanceof MediaFile.Stored stored)) {
            return outgoing.with(new Attachment.Missing(new SendOutcome.Refused(GONE)));
        }
        var upload = new Upload(media, outgoing.message().phoneNumberId());
        if (!underWay.add(upload)) {
            return outgoing.with(new Attachment.Missing(new SendOutcome.NotNow(BUSY, SHORTLY)));
        }
        try {
            return whileSetAside(outgoing, stored, token);
        } finally {
            underWay.remove(upload);
        }
    }

    private Outgoing whileSetAside(Outgoing outgoing, MediaFile.Stored file, String token) {
        var claim = outgoing.claim();
        var due = due();
        var lost = outgoing.with(new Attachment.Missing(new SendOutcome.Lost()));
        if (!store.setAside(claim, due)) {
            return lost;
        }
        try {
            var result = uploadUnlessStopped(outgoing, file, token);
            if (result instanceof Attachment.Held held) {
                store.remember(claim.tenant(), file.id(), outgoing.message().phoneNumberId(), held.graphId());
            }
            return store.resume(claim, due)
                    .map(renewed -> outgoing.with(renewed).with(result))
                    .orElse(lost);
        } catch (DataAccessException | TransactionException e) {
            log.warn("message {} waits for the database: {}", claim.message(), e.toString());
            return lost;
        }
    }

    private Attachment uploadUnlessStopped(Outgoing outgoing, MediaFile.Stored file, String token) {
        uploading.add(Thread.currentThread());
        try {
            return graph.upload(outgoing.message().phoneNumberId(), file, token);
        } finally {
            uploading.remove(Thread.currentThread());
            Thread.interrupted();
        }
    }

    /** An upload may take minutes, for which a process that is to end need not wait: another one will do it again. */
    @EventListener(ContextClosedEvent.class)
    void stopUploading() {
        uploading.forEach(Thread::interrupt);
    }

    private Instant due() {
        var graphTimes = properties.graph();
        return clock.instant()
                .plus(graphTimes.connectTimeout())
                .plus(graphTimes.timeout())
                .plus(MARGIN)
                .truncatedTo(ChronoUnit.MICROS);
    }
}
