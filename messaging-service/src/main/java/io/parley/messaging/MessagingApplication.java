package io.parley.messaging;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Messages, their statuses, and sending to the Graph API. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class MessagingApplication {

    static void main(String[] arguments) {
        SpringApplication.run(MessagingApplication.class, arguments);
    }
}
