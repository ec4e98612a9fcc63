package io.parley.messaging.media.store;

import io.parley.kit.SettingRejected;
import io.parley.messaging.media.MediaProperties;
import io.parley.messaging.media.MediaStore;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Chooses the store that {@code MEDIA_STORE} names. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

    @Bean
    MediaStore mediaStore(MediaProperties properties) {
        var store = properties.store();
        if ("s3".equals(store.getScheme()) && store.getHost() != null) {
            return new S3Store(client(properties.s3()), store.getHost(), prefix(store.getPath()));
        }
        if (!"file".equals(store.getScheme())) {
            throw new SettingRejected("MEDIA_STORE", store.toString(), "file:/directory or s3://bucket/prefix");
        }
        return new DirectoryStore(directory(store));
    }

    /** What is no AWS store often knows nothing of the checksums that AWS has added since; the hash is checked anyway. */
    static S3Client client(MediaProperties.S3 s3) {
        var builder = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .region(Region.of(s3.region()))
                .forcePathStyle(s3.pathStyle())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
        if (s3.endpoint() != null) {
            builder.endpointOverride(s3.endpoint());
        }
        return builder.build();
    }

    private static Path directory(URI store) {
        return Path.of(store.isOpaque() ? store.getSchemeSpecificPart() : store.getPath());
    }

    private static String prefix(@Nullable String path) {
        var inner = path == null ? "" : path.replaceAll("^/+|/+$", "");
        return inner.isEmpty() ? "" : inner + "/";
    }
}
