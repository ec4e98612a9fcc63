package io.parley.template;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Message templates and their review by WhatsApp. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class TemplateApplication {

    static void main(String[] arguments) {
        SpringApplication.run(TemplateApplication.class, arguments);
    }
}
