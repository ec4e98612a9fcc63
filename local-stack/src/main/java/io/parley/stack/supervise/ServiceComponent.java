package io.parley.stack.supervise;

import io.parley.stack.home.Service;
import io.parley.stack.home.StackException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One of Parley's services, run from its unpacked jar and ready when it says so itself. */
final class ServiceComponent extends JvmComponent {

    private static final int HEAP_MEGABYTES = 256;
    private static final int PROBE_MILLIS = 2_000;

    private final Path builtJar;
    private final Path applications;
    private final String module;
    private final Supplier<Map<String, String>> environment;
    private volatile @Nullable UnpackedJar unpacked;

    ServiceComponent(
            Service service, Path builtJar, StackSettings settings, Supplier<Map<String, String>> environment) {
        super(
                service.module(),
                service.port(settings.port()),
                settings.home().log(service.module()),
                HEAP_MEGABYTES,
                settings.start());
        this.builtJar = builtJar;
        this.applications = settings.checkout().applications();
        this.module = service.module();
        this.environment = environment;
    }

    @Override
    public synchronized void prepare() throws IOException {
        if (unpacked == null) {
            unpacked = UnpackedJar.of(builtJar, module, applications);
        }
    }

    @Override
    public Path program() {
        return jar().folder();
    }

    @Override
    List<String> arguments() {
        return List.of("-jar", jar().jar().toString());
    }

    @Override
    List<String> trainingArguments() {
        return List.of("-Dspring.context.exit=onRefresh", "-jar", jar().jar().toString());
    }

    @Override
    Map<String, String> environment() {
        return environment.get();
    }

    @Override
    public boolean isReady(ProcessHandle process) {
        return answersReady(port());
    }

    static boolean answersReady(int port) {
        try {
            var address = URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness");
            var connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setConnectTimeout(PROBE_MILLIS);
            connection.setReadTimeout(PROBE_MILLIS);
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return false;
        }
    }

    private UnpackedJar jar() {
        var jar = unpacked;
        if (jar == null) {
            throw new StackException(module + " was not unpacked");
        }
        return jar;
    }
}
