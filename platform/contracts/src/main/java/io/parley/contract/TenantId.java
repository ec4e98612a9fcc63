package io.parley.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** A company that uses Parley. Every row, event and socket room belongs to exactly one. */
public record TenantId(@JsonValue UUID value) {

    @JsonCreator
    public TenantId {}

    /** Reads the canonical text form; throws {@link IllegalArgumentException} for anything else. */
    public static TenantId of(String text) {
        return new TenantId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
