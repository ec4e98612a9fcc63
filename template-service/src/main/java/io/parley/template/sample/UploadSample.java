package io.parley.template.sample;

import io.parley.kit.database.CleanText;
import io.parley.kit.file.FileType;
import io.parley.kit.security.Caller;
import io.parley.kit.web.CommonError;
import io.parley.kit.web.ProblemException;
import io.parley.template.account.Accounts;
import io.parley.template.graph.GraphAnswer;
import io.parley.template.graph.GraphSamples;
import io.parley.template.graph.GraphSamples.Sample;
import io.parley.template.graph.Refusals;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.util.unit.DataSize;
import org.springframework.web.multipart.MultipartFile;

/** Hands a sample over to WhatsApp and keeps nothing of it. */
@Service
class UploadSample {

    /** What a header's sample can be, and how large (Cloud API, "Message templates", media headers). */
    private static final Map<String, DataSize> LIMITS = Map.of(
            "image/jpeg", DataSize.ofMegabytes(5),
            "image/png", DataSize.ofMegabytes(5),
            "video/mp4", DataSize.ofMegabytes(16),
            "application/pdf", DataSize.ofMegabytes(100));

    private static final int LONGEST_NAME = 240;

    private final Accounts accounts;
    private final GraphSamples graph;

    UploadSample(Accounts accounts, GraphSamples graph) {
        this.accounts = accounts;
        this.graph = graph;
    }

    /**
     * A sample that WhatsApp has.
     *
     * @param handle for {@code example.header_handle} of a header with media
     * @param size bytes
     */
    record Uploaded(String handle, String mimeType, long size) {}

    Uploaded upload(Caller caller, @Nullable String businessAccountId, MultipartFile file) throws IOException {
        var sample = sample(file);
        var account = accounts.choose(caller.tenant(), businessAccountId);
        var answer = graph.upload(account, sample);
        if (!(answer instanceof GraphAnswer.Done(var body, var _))) {
            throw Refusals.of(answer instanceof GraphAnswer.Lost ? new GraphAnswer.NotReached() : answer);
        }
        var handle = body.path("h").asString("");
        if (handle.isEmpty()) {
            throw Refusals.of(new GraphAnswer.NotReached());
        }
        return new Uploaded(handle, sample.mimeType(), sample.size());
    }

    private static Sample sample(MultipartFile file) throws IOException {
        if (file.isEmpty()) {
            throw ProblemException.ofField("file", "is empty");
        }
        var type = typeOf(file);
        var limit = LIMITS.get(type);
        if (limit == null) {
            throw ProblemException.ofField(
                    CommonError.UNSUPPORTED_MEDIA_TYPE,
                    "file",
                    "is " + type + ", but a sample must be one of "
                            + String.join(", ", new TreeSet<>(LIMITS.keySet())));
        }
        if (file.getSize() > limit.toBytes()) {
            throw ProblemException.ofField(
                    CommonError.PAYLOAD_TOO_LARGE,
                    "file",
                    "is too large: " + type + " may have " + limit.toBytes() + " bytes");
        }
        return new Part(file, name(file), type);
    }

    private static String typeOf(MultipartFile file) throws IOException {
        try (var content = file.getInputStream()) {
            return FileType.of(content.readNBytes(FileType.PREFIX), file.getOriginalFilename())
                    .mimeType();
        }
    }

    private static String name(MultipartFile file) {
        var given = CleanText.of(String.valueOf(file.getOriginalFilename()))
                .replaceAll("[\\p{Cntrl}/\\\\]", "_")
                .strip();
        return given.isEmpty() ? "sample" : given.substring(Math.max(0, given.length() - LONGEST_NAME));
    }

    /** A part of a form, which the container has put on disk. */
    private record Part(MultipartFile file, String filename, String mimeType) implements Sample {

        @Override
        public long size() {
            return file.getSize();
        }

        @Override
        public InputStream content() throws IOException {
            return file.getInputStream();
        }
    }
}
