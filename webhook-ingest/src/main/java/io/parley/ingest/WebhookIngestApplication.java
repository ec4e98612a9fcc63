package io.parley.ingest;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The door for Meta's webhooks: what it acknowledges is durable. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class WebhookIngestApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(WebhookIngestApplication.class, arguments);
    }
}
