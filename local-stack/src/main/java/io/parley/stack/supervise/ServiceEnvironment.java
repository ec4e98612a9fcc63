package io.parley.stack.supervise;

import io.parley.stack.home.Secrets;
import io.parley.stack.home.Service;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The variables a service is started with: the caller's own, then what they leave open, then what must be so for the
 * services to find each other. Secrets go only to the services that use them.
 */
final class ServiceEnvironment {

    static final String DATABASE_URL = "DATABASE_URL";
    static final String KAFKA_BOOTSTRAP_SERVERS = "KAFKA_BOOTSTRAP_SERVERS";
    static final String META_GRAPH_URL = "META_GRAPH_URL";

    private static final List<String> DATA_SECRETS =
            List.of(Secrets.ENCRYPTION_KEYSET, Secrets.META_APP_SECRET, Secrets.META_VERIFY_TOKEN);
    private static final List<String> TOKEN_SECRETS = List.of(Secrets.JWT_SECRET, Secrets.JWT_REFRESH_SECRET);

    /** The gateway's metrics have a port of their own, behind those of the services, PostgreSQL and Kafka. */
    private static final int GATEWAY_METRICS = 13;

    private final StackSettings settings;
    private final Secrets secrets;
    private final Map<String, String> caller;

    ServiceEnvironment(StackSettings settings, Secrets secrets, Map<String, String> caller) {
        this.settings = settings;
        this.secrets = secrets;
        this.caller = caller;
    }

    Map<String, String> of(Service service, Map<String, String> infrastructure) {
        var variables = new HashMap<>(caller);
        variables.putAll(addresses(service));
        defaults(service).forEach(variables::putIfAbsent);
        if (service.keepsData()) {
            variables.putAll(infrastructure);
            DATA_SECRETS.forEach(name -> variables.putIfAbsent(name, secrets.get(name)));
        }
        if (service == Service.AUTH) {
            TOKEN_SECRETS.forEach(name -> variables.putIfAbsent(name, secrets.get(name)));
        }
        return variables;
    }

    private Map<String, String> addresses(Service service) {
        var port = settings.port();
        var variables = new HashMap<String, String>();
        variables.put("PORT", Integer.toString(service.port(port)));
        variables.put("SERVER_PORT", Integer.toString(service.port(port)));
        variables.put("SERVER_ADDRESS", service == Service.GATEWAY ? settings.bind() : "127.0.0.1");
        variables.put("JWKS_URI", url(Service.AUTH) + "/.well-known/jwks.json");
        for (var target : Service.values()) {
            if (!target.addressVariable().isEmpty()) {
                variables.put(target.addressVariable(), url(target));
            }
        }
        if (settings.withSandbox()) {
            variables.put(META_GRAPH_URL, url(Service.SANDBOX));
        }
        if (service == Service.GATEWAY) {
            variables.put("METRICS_PORT", Integer.toString(port + GATEWAY_METRICS));
        }
        if (service == Service.SANDBOX) {
            variables.put("SANDBOX_WEBHOOK_URL", url(Service.GATEWAY) + "/api/webhook");
        }
        return variables;
    }

    private Map<String, String> defaults(Service service) {
        var variables = new HashMap<>(Map.of(
                "APP_ENV", "development",
                "KAFKA_REPLICATION_FACTOR", "1",
                "PUBLIC_URL", "http://localhost:" + settings.port(),
                "PARLEY_LOGIN_LIMIT", "1000"));
        if (service == Service.MESSAGING) {
            variables.put(
                    "MEDIA_STORE", settings.data().resolve("media").toUri().toString());
        }
        if (service == Service.SANDBOX) {
            variables.put(Secrets.META_APP_SECRET, secrets.get(Secrets.META_APP_SECRET));
        }
        return variables;
    }

    private String url(Service service) {
        return "http://127.0.0.1:" + service.port(settings.port());
    }
}
