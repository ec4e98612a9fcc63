package io.parley.messaging.media.api;

import io.parley.kit.security.Caller;
import io.parley.kit.web.Success;
import io.parley.messaging.media.MediaFile;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

/** Takes files in and serves them, to browsers too: in parts, from their caches, and never as anything that could run. */
@RestController
class MediaController {

    private static final int BUFFER = 64 * 1024;

    private final UploadMedia uploadMedia;
    private final ServeMedia serveMedia;
    private final RetryMedia retryMedia;

    MediaController(UploadMedia uploadMedia, ServeMedia serveMedia, RetryMedia retryMedia) {
        this.uploadMedia = uploadMedia;
        this.serveMedia = serveMedia;
        this.retryMedia = retryMedia;
    }

    record Uploaded(
            UUID id,
            String mimeType,
            long size,
            String sha256,
            @Nullable String filename) {}

    @Operation(
            summary = "Upload a file",
            description = "To be sent by its id. The kind is told from the content; WhatsApp's limits of size and "
                    + "type hold.")
    @PostMapping(path = "/api/media", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<Success<Uploaded>> upload(Caller caller, HttpServletRequest request) {
        var file = uploadMedia.upload(caller.tenant(), UploadForm.read(request));
        return ResponseEntity.created(URI.create("/api/media/" + file.id()))
                .body(Success.of(
                        new Uploaded(file.id(), file.type().mimeType(), file.size(), file.sha256(), file.filename())));
    }

    @Operation(
            summary = "Fetch a file again",
            description = "For a file of a customer that could not be had from WhatsApp, which keeps files for seven "
                    + "days.")
    @PostMapping("/api/media/{id}/retry")
    ResponseEntity<Success<Map<String, Object>>> retry(Caller caller, @PathVariable UUID id) {
        retryMedia.retry(caller.tenant(), id);
        return ResponseEntity.status(HttpStatus.ACCEPTED).body(Success.done());
    }

    @Operation(summary = "Read a file", description = "The file itself, with Range and ETag.")
    @GetMapping("/api/media/{id}")
    void get(Caller caller, @PathVariable UUID id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var file = serveMedia.find(caller.tenant(), id);
        var tag = '"' + file.sha256() + '"';
        response.setHeader(HttpHeaders.CACHE_CONTROL, "private, max-age=31536000, immutable");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        if (new ServletWebRequest(request, response).checkNotModified(tag)) {
            return;
        }
        var condition = request.getHeader(HttpHeaders.IF_RANGE);
        var range = condition == null || condition.strip().equals(tag) ? request.getHeader(HttpHeaders.RANGE) : null;
        switch (ByteRange.read(range, file.size())) {
            case ByteRange.Wanted.Impossible() -> {
                response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + file.size());
                response.setStatus(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE.value());
            }
            case ByteRange.Wanted.Whole() -> write(file, new ByteRange(0, file.size() - 1), request, response);
            case ByteRange.Wanted.Some(var some) -> {
                response.setStatus(HttpStatus.PARTIAL_CONTENT.value());
                response.setHeader(
                        HttpHeaders.CONTENT_RANGE, "bytes " + some.first() + "-" + some.last() + "/" + file.size());
                write(file, some, request, response);
            }
        }
    }

    private void write(MediaFile.Stored file, ByteRange range, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (request.getMethod().equals(HttpMethod.HEAD.name())) {
            describe(file, range, response);
            return;
        }
        try (var content = serveMedia.open(file, range.first(), range.length())) {
            describe(file, range, response);
            copy(content, range.length(), response);
        }
    }

    private static void describe(MediaFile.Stored file, ByteRange range, HttpServletResponse response) {
        response.setContentType(file.type().mimeType());
        response.setContentLengthLong(range.length());
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, disposition(file).toString());
    }

    private static ContentDisposition disposition(MediaFile.Stored file) {
        var disposition = file.type().isSafeInline() ? ContentDisposition.inline() : ContentDisposition.attachment();
        var name = file.filename();
        if (name == null) {
            return disposition.build();
        }
        var plain = StandardCharsets.US_ASCII.newEncoder().canEncode(name);
        return (plain ? disposition.filename(name) : disposition.filename(name, StandardCharsets.UTF_8)).build();
    }

    /** A caller who has gone away is nobody's mistake; a file that ends early must not look whole, so that breaks off. */
    private static void copy(InputStream content, long length, HttpServletResponse response) throws IOException {
        var out = response.getOutputStream();
        var buffer = new byte[BUFFER];
        var copied = 0L;
        for (var count = read(content, buffer); count >= 0; count = read(content, buffer)) {
            try {
                out.write(buffer, 0, count);
            } catch (IOException e) {
                return;
            }
            copied += count;
        }
        if (copied < length) {
            response.flushBuffer();
            throw new IOException("a file in the store has " + copied + " bytes of " + length);
        }
    }

    /** Spring takes some failures by their kind for a caller's leaving and says nothing of them, so none keeps its kind. */
    private static int read(InputStream content, byte[] buffer) throws IOException {
        try {
            return content.read(buffer);
        } catch (IOException e) {
            throw new IOException(
                    "a file in the store cannot be read on: " + e.getClass().getSimpleName());
        }
    }
}
