package io.parley.realtime.poll;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.util.List;

/**
 * What has happened.
 *
 * @param cursor to ask with the next time, here or in a socket's {@code auth.since}
 */
record EventPage(List<Item> events, String cursor) {

    /** One event as a socket would have been sent it. */
    record Item(String event, @JsonRawValue String data, String cursor) {}
}
