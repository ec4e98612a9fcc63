package io.parley.conversation.inbox;

import java.time.Instant;

/**
 * A place among a thread's inbound messages.
 *
 * @param position the offset of the message's record: WhatsApp tells time in seconds, and order within one by order of
 *     arrival
 */
public record Mark(Instant at, long position) implements Comparable<Mark> {

    /** The position of a message whose own record has not come yet. */
    public static final long UNKNOWN = Long.MAX_VALUE;

    @Override
    public int compareTo(Mark other) {
        var byTime = at.compareTo(other.at);
        return byTime != 0 ? byTime : Long.compare(position, other.position);
    }
}
