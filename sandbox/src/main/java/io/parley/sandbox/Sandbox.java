package io.parley.sandbox;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** A sandbox inside this process, for tests: started when {@link #start} returns, gone when closed. */
public final class Sandbox implements AutoCloseable {

    private final ServletWebServerApplicationContext context;

    private Sandbox(ServletWebServerApplicationContext context) {
        this.context = context;
    }

    /** Starts on the given port, or on a free one for 0, and sends webhooks signed with the secret to the URL. */
    public static Sandbox start(int port, URI webhookUrl, String appSecret) {
        return start(port, webhookUrl, appSecret, Map.of());
    }

    /** Starts with further properties, as {@code sandbox.yaml} names them. */
    public static Sandbox start(int port, URI webhookUrl, String appSecret, Map<String, String> properties) {
        var settings = new HashMap<>(properties);
        settings.put("server.port", Integer.toString(port));
        settings.put("sandbox.webhook-url", webhookUrl.toString());
        settings.put("sandbox.app-secret", appSecret);
        var arguments = settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
        var application = SandboxApplication.application();
        application.setRegisterShutdownHook(false);
        return new Sandbox((ServletWebServerApplicationContext) application.run(arguments));
    }

    /** Where the Graph API and the control doors answer, without a slash at the end. */
    public String baseUrl() {
        return "http://127.0.0.1:" + port();
    }

    public int port() {
        var server = context.getWebServer();
        if (server == null) {
            throw new IllegalStateException("The sandbox is closed");
        }
        return server.getPort();
    }

    @Override
    public void close() {
        context.close();
    }
}
