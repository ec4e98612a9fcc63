package io.parley.contract;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The topics that Parley's services write. They are a public interface: values are JSON, headers are CloudEvents 1.0 in
 * Kafka's binary mode, and order is kept per key.
 */
public final class Topics {

    /** Key: phone number id and customer (the WABA id for account fields). One verified change of a Meta webhook. */
    public static final String RAW_WEBHOOK = "raw-webhook";

    /** Key: raw event id. What became of a raw event, said by each service that reads it. */
    public static final String WEBHOOK_OUTCOME = "webhook-outcome";

    /** Key: conversation id. An inbound message as the API returns it, with the sender's profile. */
    public static final String MESSAGE_RECEIVED = "message-received";

    /** Key: conversation id. An outbound message that Parley has accepted. */
    public static final String MESSAGE_QUEUED = "message-queued";

    /** Key: conversation id. An outbound message that WhatsApp has accepted, with its wamid. */
    public static final String MESSAGE_SENT = "message-sent";

    /**
     * Key: conversation id. A message that happened outside Parley: sent from the business's own phone, or old. Nobody
     * has written just now. One whose file comes later comes twice, the second time with the file.
     */
    public static final String MESSAGE_MIRRORED = "message-mirrored";

    /** Key: conversation id. A message was edited, taken back, or its media has come. */
    public static final String MESSAGE_CHANGED = "message-changed";

    /** Key: conversation id. A message's status moved forward. */
    public static final String STATUS_CHANGED = "status-changed";

    /** Key: conversation id. A conversation as the API returns it, what changed and by whom. */
    public static final String CONVERSATION_UPDATED = "conversation-updated";

    /** Key: conversation id. Somebody has begun or stopped to write an answer. Worth nothing a minute later. */
    public static final String TYPING = "typing";

    /**
     * Key: the id of an instance of realtime-service. Who of its users is in a conversation, or that it is alive. Worth
     * nothing a minute later.
     */
    public static final String PRESENCE = "presence";

    /** Key: customer id. A customer is known by other names, or was merged into another one. */
    public static final String CUSTOMER_CHANGED = "customer-changed";

    /** Key: phone number id. Whether messages leave from a number. */
    public static final String NUMBER_STATUS = "number-status";

    /** Key: template id. A message template, or its deletion. */
    public static final String TEMPLATE_CHANGED = "template-changed";

    /** Key: contact id. A contact, or its deletion. */
    public static final String CONTACT_CHANGED = "contact-changed";

    /** Key: tenant id. The tenant's settings; secrets in it are encrypted. */
    public static final String TENANT_SETTINGS = "tenant-settings";

    /** Key: user id. A user of a tenant, or that the user is no longer active. */
    public static final String USER_CHANGED = "user-changed";

    /** Key: erasure id. A customer of a tenant is to be erased, by every service that {@link Erasures#SERVICES} names. */
    public static final String ERASURE_REQUESTED = "erasure-requested";

    /** Key: erasure id. A service has erased what it held of a customer. */
    public static final String ERASURE_COMPLETED = "erasure-completed";

    /** What is appended to a topic's name for the records of it that could not be processed. */
    public static final String DEAD_LETTER_SUFFIX = ".dlt";

    /** The longest record that a topic takes: a webhook of 3 MiB that cannot be split, with room for its headers. */
    public static final int LARGEST_RECORD_BYTES = 4 * 1024 * 1024;

    /**
     * How long a record may outlast its time: brokers delete and compact whole segments, and begin a new one when the
     * last is that old. Compacted topics are compacted no later than that.
     */
    public static final Duration SEGMENT = Duration.ofDays(7);

    private static final Duration DEAD_LETTERS = Duration.ofDays(30);

    private static final List<Topic> ALL = List.of(
            Topic.deleting(RAW_WEBHOOK, Duration.ofDays(7)),
            Topic.deleting(WEBHOOK_OUTCOME, Duration.ofDays(7)),
            Topic.deleting(MESSAGE_RECEIVED, Duration.ofDays(7)),
            Topic.deleting(MESSAGE_QUEUED, Duration.ofDays(7)),
            Topic.deleting(MESSAGE_SENT, Duration.ofDays(7)),
            Topic.deleting(STATUS_CHANGED, Duration.ofDays(7)),
            Topic.deleting(MESSAGE_MIRRORED, Duration.ofDays(7)),
            Topic.deleting(MESSAGE_CHANGED, Duration.ofDays(7)),
            Topic.deleting(CONVERSATION_UPDATED, Duration.ofDays(7)),
            Topic.deleting(TYPING, Duration.ofMinutes(1)),
            Topic.deleting(PRESENCE, Duration.ofMinutes(1)),
            Topic.compacted(CUSTOMER_CHANGED),
            Topic.compacted(NUMBER_STATUS),
            Topic.compacted(TEMPLATE_CHANGED),
            Topic.compacted(CONTACT_CHANGED),
            Topic.compacted(TENANT_SETTINGS),
            Topic.compacted(USER_CHANGED),
            Topic.deleting(ERASURE_REQUESTED, Duration.ofDays(30)),
            Topic.deleting(ERASURE_COMPLETED, Duration.ofDays(30)));

    private Topics() {}

    /** Returns the dead-letter topic of {@code topic}. */
    public static String deadLettersOf(String topic) {
        return topic + DEAD_LETTER_SUFFIX;
    }

    /**
     * Returns how the topic called {@code name} is kept; dead-letter topics are kept for 30 days. Throws
     * {@link IllegalArgumentException} for a name that is not Parley's.
     */
    public static Topic named(String name) {
        if (name.endsWith(DEAD_LETTER_SUFFIX)) {
            return Topic.deleting(name, DEAD_LETTERS);
        }
        return ALL.stream()
                .filter(topic -> topic.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("topic: " + name + " (expected: one of Topics)"));
    }

    /**
     * Returns how long after it was written the last copy of a record is gone from all topics: one that a reader parked
     * at the very end of its time has the time of the dead letters before it.
     */
    public static Duration goneAfter() {
        var longest = ALL.stream()
                .flatMap(topic -> topic.retention().stream())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        return longest.plus(SEGMENT).plus(DEAD_LETTERS).plus(SEGMENT);
    }

    /**
     * How a topic is kept.
     *
     * @param retention how long records stay; empty for a compacted topic, which keeps the last record of each key
     */
    public record Topic(String name, Optional<Duration> retention) {

        static Topic deleting(String name, Duration retention) {
            return new Topic(name, Optional.of(retention));
        }

        static Topic compacted(String name) {
            return new Topic(name, Optional.empty());
        }
    }
}
