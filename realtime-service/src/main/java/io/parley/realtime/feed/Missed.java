package io.parley.realtime.feed;

import java.util.List;

/** What a listener has not heard since its cursor. */
public sealed interface Missed {

    /** These, in order. */
    record Events(List<FeedEvent> events) implements Missed {}

    /** More than is told later, or it cannot be known any more. */
    record TooMuch() implements Missed {}
}
