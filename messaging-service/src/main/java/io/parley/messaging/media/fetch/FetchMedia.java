package io.parley.messaging.media.fetch;

import io.parley.contract.MessageError;
import io.parley.kit.crypto.Encryption;
import io.parley.kit.crypto.Secret;
import io.parley.kit.file.FileType;
import io.parley.kit.tenant.TenantContext;
import io.parley.messaging.media.MeasuredStream;
import io.parley.messaging.media.MediaFile;
import io.parley.messaging.media.MediaKind;
import io.parley.messaging.media.MediaStore;
import io.parley.messaging.media.MediaTable;
import io.parley.messaging.media.fetch.FetchQueue.Claim;
import io.parley.messaging.media.fetch.GraphMedia.Description.Available;
import io.parley.messaging.media.fetch.GraphMedia.Description.Unavailable;
import io.parley.messaging.number.Numbers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Fetches one file into the store: asks for its address, reads it once, and takes it only if it is what WhatsApp said. Doing it
 * again puts the same in the same place.
 */
@Service
class FetchMedia {

    private static final Logger log = LoggerFactory.getLogger(FetchMedia.class);

    private static final MessageError NO_TOKEN =
            new MessageError("WHATSAPP_NOT_CONFIGURED", "The number has no access token", null);
    private static final MessageError UNKNOWN =
            new MessageError("MEDIA_UNKNOWN", "It is not known where the file is", null);
    private static final MessageError STALE =
            new MessageError("MEDIA_ADDRESS_STALE", "WhatsApp's address of the file had expired", null);
    private static final MessageError BROKEN_OFF =
            new MessageError("MEDIA_BROKEN_OFF", "The file did not arrive whole", null);
    private static final MessageError CHANGED =
            new MessageError("MEDIA_HASH_MISMATCH", "What arrived is not the file that WhatsApp announced", null);
    private static final MessageError TOO_LARGE =
            new MessageError("MEDIA_TOO_LARGE", "The file is larger than " + MediaKind.LARGEST + " bytes", null);
    private static final MessageError NOT_STORED =
            new MessageError("MEDIA_STORE_UNAVAILABLE", "The file could not be stored", null);

    private final JdbcClient jdbc;
    private final MediaTable table;
    private final Numbers numbers;
    private final Encryption encryption;
    private final Files files;
    private final TransactionOperations transaction;

    FetchMedia(
            JdbcClient jdbc,
            MediaTable table,
            Numbers numbers,
            Encryption encryption,
            Files files,
            TransactionOperations transaction) {
        this.jdbc = jdbc;
        this.table = table;
        this.numbers = numbers;
        this.encryption = encryption;
        this.files = files;
        this.transaction = transaction;
    }

    /** Where files come from and where they go. */
    @Service
    record Files(GraphMedia graph, MediaStore store) {}

    /** Does what {@code claim} is for; never throws for what the network, WhatsApp or the store does. */
    FetchOutcome fetch(Claim claim) {
        var found = TenantContext.call(claim.tenant(), () -> transaction.execute(status -> prepare(claim)));
        if (found.isEmpty()) {
            return new FetchOutcome.Never(UNKNOWN);
        }
        var wanted = found.get();
        var secret = wanted.token();
        if (secret == null) {
            return new FetchOutcome.Later(NO_TOKEN);
        }
        var token = secret.reveal();
        return attempt(claim, wanted, token)
                .or(() -> attempt(claim, wanted, token))
                .orElseGet(() -> new FetchOutcome.Later(STALE));
    }

    /** Empty where the address had expired, so that a new one may help. */
    private Optional<FetchOutcome> attempt(Claim claim, Wanted wanted, String token) {
        return switch (files.graph().describe(token, wanted.phoneNumberId(), wanted.graphId())) {
            case Unavailable(var outcome) -> Optional.of(outcome);
            case Available available
            when available.size().orElse(0L) > MediaKind.LARGEST -> Optional.of(new FetchOutcome.Never(TOO_LARGE));
            case Available available ->
                files.graph().download(available.address(), token, content -> keep(claim, wanted, available, content));
        };
    }

    private FetchOutcome keep(Claim claim, Wanted wanted, Available available, InputStream content) {
        try {
            var prefix = content.readNBytes(FileType.PREFIX);
            var measured = new MeasuredStream(
                    new SequenceInputStream(new ByteArrayInputStream(prefix), content), MediaKind.LARGEST);
            var checked = new CheckedStream(measured, available, wanted);
            files.store().write(MediaStore.key(claim.tenant(), claim.media()), checked);
            return new FetchOutcome.Fetched(new MediaFile.Stored(
                    claim.tenant(),
                    claim.media(),
                    FileType.of(prefix, wanted.filename()),
                    wanted.filename(),
                    measured.size(),
                    checked.sha256()));
        } catch (MeasuredStream.TooLarge e) {
            return new FetchOutcome.Never(TOO_LARGE);
        } catch (CheckedStream.Different e) {
            return new FetchOutcome.Later(CHANGED);
        } catch (MeasuredStream.BrokenOff e) {
            return new FetchOutcome.Later(BROKEN_OFF);
        } catch (IOException e) {
            log.warn("file {} could not be stored: {}", claim.media(), e.toString());
            return new FetchOutcome.Waiting(NOT_STORED);
        }
    }

    private Optional<Wanted> prepare(Claim claim) {
        var tenant = claim.tenant();
        table.fetching(tenant, claim.media());
        var tokens = numbers.ofTenants(List.of(tenant)).stream()
                .filter(number -> number.accessTokenEncrypted() != null)
                .toList();
        return jdbc.sql("""
                        select phone_number_id, graph_id, filename, declared_sha256 from media
                        where tenant_id = ? and id = ? and phone_number_id is not null and graph_id is not null""")
                .param(tenant.value())
                .param(claim.media())
                .query((row, count) -> {
                    var number = row.getString("phone_number_id");
                    var token = tokens.stream()
                            .filter(one -> one.phoneNumberId().equals(number))
                            .map(one -> Objects.requireNonNull(one.accessTokenEncrypted()))
                            .map(encrypted -> encryption.decrypt(tenant, encrypted))
                            .findFirst()
                            .orElse(null);
                    return new Wanted(
                            number,
                            row.getString("graph_id"),
                            row.getString("filename"),
                            row.getString("declared_sha256"),
                            token);
                })
                .optional();
    }

    /**
     * What is known of a file before it is fetched.
     *
     * @param declared its SHA-256 in hex, as the webhook said
     * @param token null where the number has none
     */
    private record Wanted(
            String phoneNumberId,
            String graphId,
            @Nullable String filename,
            @Nullable String declared,
            @Nullable Secret token) {}

    /** Ends what is not the announced file with an exception at its very end, before the store takes it. */
    private static final class CheckedStream extends InputStream {

        private final MeasuredStream measured;
        private final Available available;
        private final Wanted wanted;
        private @Nullable String sha256;

        CheckedStream(MeasuredStream measured, Available available, Wanted wanted) {
            this.measured = measured;
            this.available = available;
            this.wanted = wanted;
        }

        /** It is another file. */
        static final class Different extends IOException {}

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            var count = measured.read(buffer, offset, length);
            if (count < 0 && sha256 == null) {
                sha256 = measured.sha256();
                check(sha256);
            }
            return count;
        }

        String sha256() {
            return Objects.requireNonNull(sha256);
        }

        private void check(String actual) throws Different {
            var announced = Stream.concat(available.sha256().stream(), Stream.ofNullable(wanted.declared()));
            var size = available.size();
            if (!announced.allMatch(actual::equals) || (size.isPresent() && size.get() != measured.size())) {
                throw new Different();
            }
        }
    }
}
