package io.parley.conversation;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The shared inbox: threads, assignment, tags, unread. */
@SpringBootApplication
public class ConversationApplication {

    static void main(String[] arguments) {
        SpringApplication.run(ConversationApplication.class, arguments);
    }
}
