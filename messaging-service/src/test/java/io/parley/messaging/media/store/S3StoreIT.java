package io.parley.messaging.media.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.robothy.s3.rest.LocalS3;
import io.parley.messaging.media.MediaProperties;
import io.parley.messaging.media.MediaStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/** Against an S3 server in this process, over a real socket. */
class S3StoreIT extends MediaStoreContract {

    static final String BUCKET = "files";

    static final LocalS3 SERVER = LocalS3.builder().port(-1).build();

    static S3Client client;

    @BeforeAll
    static void start() {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        SERVER.start();
        client = StoreConfiguration.client(
                new MediaProperties.S3(URI.create("http://127.0.0.1:" + SERVER.getPort()), "us-east-1", true));
        client.createBucket(request -> request.bucket(BUCKET));
    }

    @AfterAll
    static void stop() {
        client.close();
        SERVER.shutdown();
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    @Override
    MediaStore store() {
        return new S3Store(client, BUCKET, "prefix/");
    }

    @Test
    void keepsEverythingUnderItsPrefix() throws IOException {
        store().write(key, new ByteArrayInputStream(new byte[10]));

        var names = client.listObjectsV2(request -> request.bucket(BUCKET)).contents().stream()
                .map(object -> object.key())
                .toList();
        assertThat(names).contains("prefix/" + key).allMatch(name -> name.startsWith("prefix/"));
    }

    @Test
    void clearsAwayWhatADeadWriterLeft() throws IOException {
        client.createMultipartUpload(request -> request.bucket(BUCKET).key("prefix/" + key));

        store().sweepUnfinished(Instant.now().plusSeconds(60));

        assertThat(client.listMultipartUploads(request -> request.bucket(BUCKET))
                        .uploads())
                .isEmpty();
    }
}
