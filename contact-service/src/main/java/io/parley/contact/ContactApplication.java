package io.parley.contact;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Contacts, CSV import and export, opt-out. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class ContactApplication {

    static void main(String[] arguments) {
        SpringApplication.run(ContactApplication.class, arguments);
    }
}
