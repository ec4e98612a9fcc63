package io.parley.messaging.media.store;

import io.parley.messaging.media.MediaStore;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Keeps files in a bucket. What is longer than a part goes there in parts, of which one at a time is in memory. */
final class S3Store implements MediaStore {

    /** Not less than S3 takes (5 MiB), and few enough parts. */
    static final int PART = 8 * 1024 * 1024;

    private static final String TYPE = "application/octet-stream";

    private final S3Client s3;
    private final String bucket;
    private final String prefix;

    S3Store(S3Client s3, String bucket, String prefix) {
        this.s3 = s3;
        this.bucket = bucket;
        this.prefix = prefix;
    }

    @Override
    public void write(String key, InputStream content) throws IOException {
        var first = content.readNBytes(PART);
        try {
            if (first.length < PART) {
                s3.putObject(
                        request -> request.bucket(bucket).key(prefix + key).contentType(TYPE),
                        body(first, first.length));
                return;
            }
            writeInParts(key, first, content);
        } catch (SdkException e) {
            throw new IOException("the store did not take a file: " + e.getMessage(), e);
        }
    }

    @Override
    public InputStream read(String key, long offset, long length) throws IOException {
        if (length == 0) {
            return InputStream.nullInputStream();
        }
        try {
            return new Part(s3.getObject(request ->
                    request.bucket(bucket).key(prefix + key).range("bytes=" + offset + "-" + (offset + length - 1))));
        } catch (NoSuchKeyException e) {
            throw new NoSuchFileException(key);
        } catch (SdkException e) {
            throw new IOException("the store did not give a file: " + e.getMessage(), e);
        }
    }

    @Override
    public void delete(String key) throws IOException {
        try {
            s3.deleteObject(request -> request.bucket(bucket).key(prefix + key));
        } catch (NoSuchKeyException e) {
            // as it should be
        } catch (SdkException e) {
            throw new IOException("the store did not delete a file: " + e.getMessage(), e);
        }
    }

    @Override
    public void sweepUnfinished(Instant time) throws IOException {
        try {
            s3.listMultipartUploads(request -> request.bucket(bucket).prefix(prefix)).uploads().stream()
                    .filter(upload -> upload.initiated().isBefore(time))
                    .forEach(upload -> s3.abortMultipartUpload(
                            request -> request.bucket(bucket).key(upload.key()).uploadId(upload.uploadId())));
        } catch (SdkException e) {
            throw new IOException("the store did not clear away unfinished files: " + e.getMessage(), e);
        }
    }

    private void writeInParts(String key, byte[] buffer, InputStream content) throws IOException {
        var upload = s3.createMultipartUpload(
                        request -> request.bucket(bucket).key(prefix + key).contentType(TYPE))
                .uploadId();
        var finished = false;
        try {
            var parts = new ArrayList<CompletedPart>();
            for (var count = buffer.length; count > 0; count = content.readNBytes(buffer, 0, PART)) {
                parts.add(writePart(key, upload, parts.size() + 1, body(buffer, count)));
            }
            complete(key, upload, parts);
            finished = true;
        } finally {
            if (!finished) {
                abandon(key, upload);
            }
        }
    }

    private CompletedPart writePart(String key, String upload, int number, RequestBody body) {
        var tag = s3.uploadPart(
                        request -> request.bucket(bucket)
                                .key(prefix + key)
                                .uploadId(upload)
                                .partNumber(number),
                        body)
                .eTag();
        return CompletedPart.builder().partNumber(number).eTag(tag).build();
    }

    private void complete(String key, String upload, List<CompletedPart> parts) {
        s3.completeMultipartUpload(request ->
                request.bucket(bucket).key(prefix + key).uploadId(upload).multipartUpload(whole -> whole.parts(parts)));
    }

    /** What stays is found by {@link #sweepUnfinished}; the exception that led here matters more. */
    private void abandon(String key, String upload) {
        try {
            s3.abortMultipartUpload(
                    request -> request.bucket(bucket).key(prefix + key).uploadId(upload));
        } catch (SdkException e) {
            // swept later
        }
    }

    private static RequestBody body(byte[] buffer, int count) {
        return RequestBody.fromContentProvider(() -> new ByteArrayInputStream(buffer, 0, count), count, TYPE);
    }

    /** Closing it before its end drops the connection, instead of reading the rest for nothing. */
    private static final class Part extends FilterInputStream {

        private final ResponseInputStream<GetObjectResponse> response;
        private boolean ended;

        Part(ResponseInputStream<GetObjectResponse> response) {
            super(response);
            this.response = response;
        }

        @Override
        public int read() throws IOException {
            var one = super.read();
            ended |= one < 0;
            return one;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            var count = super.read(buffer, offset, length);
            ended |= count < 0;
            return count;
        }

        @Override
        public void close() throws IOException {
            if (ended) {
                super.close();
            } else {
                response.abort();
            }
        }
    }
}
