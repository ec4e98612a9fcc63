package io.parley.messaging.media.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.kit.SettingRejected;
import io.parley.messaging.media.MediaProperties;
import io.parley.messaging.media.MediaStore;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

class StoreConfigurationTest {

    final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Setup.class);

    @TempDir
    Path directory = Path.of("");

    @Configuration
    @Import(StoreConfiguration.class)
    @EnableConfigurationProperties(MediaProperties.class)
    static class Setup {}

    @Test
    void choosesADirectory() {
        runner.withPropertyValues("parley.messaging.media.store=" + directory.toUri())
                .run(context -> assertThat(context.getBean(MediaStore.class)).isInstanceOf(DirectoryStore.class));
    }

    @Test
    void choosesABucket() {
        runner.withPropertyValues("parley.messaging.media.store=s3://files/parley/")
                .run(context -> assertThat(context.getBean(MediaStore.class)).isInstanceOf(S3Store.class));
    }

    @Test
    void saysWhichSettingItDoesNotUnderstand() {
        runner.withPropertyValues("parley.messaging.media.store=ftp://files")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(SettingRejected.class)
                        .hasMessageContaining("MEDIA_STORE"));
    }
}
