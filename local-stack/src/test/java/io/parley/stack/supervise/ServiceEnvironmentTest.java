package io.parley.stack.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.stack.home.Checkout;
import io.parley.stack.home.Secrets;
import io.parley.stack.home.Service;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ServiceEnvironmentTest {

    static final Map<String, String> INFRASTRUCTURE =
            Map.of("DATABASE_URL", "postgresql://local", "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:4011");

    @TempDir
    Path root;

    @Test
    void placesEachServiceOnItsPort() {
        var variables = environment(Map.of("PORT", "9999")).of(Service.MESSAGING, INFRASTRUCTURE);

        assertThat(variables)
                .containsEntry("SERVER_PORT", "4003")
                .containsEntry("SERVER_ADDRESS", "127.0.0.1")
                .containsEntry("JWKS_URI", "http://127.0.0.1:4001/.well-known/jwks.json")
                .containsEntry("META_GRAPH_URL", "http://127.0.0.1:4009")
                .containsEntry("DATABASE_URL", "postgresql://local")
                .containsEntry("APP_ENV", "development")
                .containsEntry("KAFKA_REPLICATION_FACTOR", "1");
        assertThat(environment(Map.of("PORT", "9999")).of(Service.GATEWAY, INFRASTRUCTURE))
                .containsEntry("PORT", "4000")
                .containsEntry("SERVER_ADDRESS", "0.0.0.0")
                .containsEntry("MESSAGING_URL", "http://127.0.0.1:4003");
    }

    @Test
    void keepsFilesBesideTheOtherData() {
        assertThat(environment(Map.of()).of(Service.MESSAGING, INFRASTRUCTURE))
                .containsEntry("MEDIA_STORE", root.resolve("media").toUri().toString());
        assertThat(environment(Map.of("MEDIA_STORE", "s3://files")).of(Service.MESSAGING, INFRASTRUCTURE))
                .containsEntry("MEDIA_STORE", "s3://files");
        assertThat(environment(Map.of()).of(Service.AUTH, INFRASTRUCTURE)).doesNotContainKey("MEDIA_STORE");
    }

    @Test
    void letsTheCallersVariablesWin() {
        var variables = environment(Map.of("JWT_SECRET", "mine", "APP_ENV", "production", "LOG_LEVEL", "debug"))
                .of(Service.AUTH, INFRASTRUCTURE);

        assertThat(variables)
                .containsEntry("JWT_SECRET", "mine")
                .containsEntry("APP_ENV", "production")
                .containsEntry("LOG_LEVEL", "debug")
                .containsKey("JWT_REFRESH_SECRET");
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void givesSecretsOnlyToThoseThatUseThem(Service service) {
        var variables = environment(Map.of()).of(service, INFRASTRUCTURE);

        assertThat(variables.containsKey(Secrets.JWT_SECRET)).isEqualTo(service == Service.AUTH);
        assertThat(variables.containsKey(Secrets.ENCRYPTION_KEYSET)).isEqualTo(service.keepsData());
        assertThat(variables.containsKey("DATABASE_URL")).isEqualTo(service.keepsData());
    }

    @Test
    void tellsTheSandboxWhereWebhooksGoAndWhatSignsThem() {
        var secrets = Secrets.in(root);

        assertThat(environment(Map.of()).of(Service.SANDBOX, INFRASTRUCTURE))
                .containsEntry("SANDBOX_WEBHOOK_URL", "http://127.0.0.1:4000/api/webhook")
                .containsEntry("META_APP_SECRET", secrets.get(Secrets.META_APP_SECRET));
    }

    private ServiceEnvironment environment(Map<String, String> caller) {
        var checkout = new Checkout(root);
        var settings = new StackSettings(checkout, checkout.stack(4000), root, "0.0.0.0", true, StartMode.CACHED);
        return new ServiceEnvironment(settings, Secrets.in(root), caller);
    }
}
