package io.parley.template;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Message templates and their review by WhatsApp. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class TemplateApplication {

    static void main(String[] arguments) {
        SpringApplication.run(TemplateApplication.class, arguments);
    }
}
