package io.parley.stack.client;

import java.util.Map;

/** An access token of Parley's API. */
public record Token(String value) {

    Map<String, String> header() {
        return Map.of("Authorization", "Bearer " + value);
    }

    Map<String, String> headerWith(String name, String value) {
        return Map.of("Authorization", "Bearer " + this.value, name, value);
    }

    @Override
    public String toString() {
        return "Token[…]";
    }
}
