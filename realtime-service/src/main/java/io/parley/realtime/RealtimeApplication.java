package io.parley.realtime;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** What happens, told as it happens. */
@SpringBootApplication
public class RealtimeApplication {

    static void main(String[] arguments) {
        SpringApplication.run(RealtimeApplication.class, arguments);
    }
}
