package io.parley.contact.announce;

import io.parley.contact.book.Publications;
import io.parley.kit.event.EventPublisher;
import io.parley.kit.work.SoleWorker;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Writes contact-changed. Of all instances one relays at a time. It publishes what a contact is when its turn comes, so the last
 * event of a contact is what it is, whichever way and in whichever order it was changed; a crash repeats events, with the same ids.
 */
@Component
@DependsOnDatabaseInitialization
class ContactRelay extends SoleWorker {

    private static final Duration IDLE = Duration.ofMillis(100);
    private static final int ANSWERS_WITHIN_SECONDS = 5;

    private final PendingNews news;
    private final EventPublisher publisher;

    ContactRelay(DataSource dataSource, PendingNews news, EventPublisher publisher) {
        super(dataSource, "contact.relay", IDLE);
        this.news = news;
        this.publisher = publisher;
    }

    @EventListener
    void on(Publications.Waiting waiting) {
        wake();
    }

    @Override
    protected boolean work(Connection connection) throws SQLException {
        // Notes are read through other connections, which live on when this one and its lock are gone.
        if (!connection.isValid(ANSWERS_WITHIN_SECONDS)) {
            throw new SQLException("the lock is lost");
        }
        var notes = news.next();
        if (notes.isEmpty()) {
            return false;
        }
        publisher.publish(news.eventsOf(notes));
        news.forget(notes);
        return true;
    }
}
