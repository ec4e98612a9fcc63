package io.parley.realtime;

import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.testkit.Api;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** Another instance of the service, with the broker and the keys of the first. */
record SecondInstance(ConfigurableApplicationContext context) implements AutoCloseable {

    /** Starts one beside that of {@code environment}, with {@code settings} such as {@code name=value} of its own. */
    static SecondInstance beside(Environment environment, String... settings) {
        var arguments = new ArrayList<>(List.of("--server.port=0"));
        arguments.addAll(sharedWith(environment));
        for (var setting : settings) {
            arguments.add("--" + setting);
        }
        var instance = new SecondInstance(
                new SpringApplicationBuilder(RealtimeApplication.class).run(arguments.toArray(String[]::new)));
        await().until(() -> instance.api().get("/actuator/health/readiness").status() == 200);
        return instance;
    }

    /** Returns the arguments that all instances have in common. */
    static List<String> sharedWith(Environment environment) {
        return Stream.of(
                        "spring.kafka.bootstrap-servers",
                        "parley.events.replication-factor",
                        "parley.events.partitions",
                        "parley.encryption.keyset",
                        "parley.security.jwks-uri")
                .map(name -> "--" + name + "=" + environment.getRequiredProperty(name))
                .toList();
    }

    Api api() {
        return new Api(url());
    }

    String url() {
        return "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port");
    }

    double counted(String metric) {
        return context.getBean(MeterRegistry.class).counter(metric).count();
    }

    double measured(String metric) {
        return context.getBean(MeterRegistry.class).get(metric).gauge().value();
    }

    @Override
    public void close() {
        context.close();
    }
}
