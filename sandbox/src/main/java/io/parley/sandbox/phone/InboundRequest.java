package io.parley.sandbox.phone;

import io.parley.sandbox.account.Customer;
import io.parley.sandbox.account.Customers;
import io.parley.sandbox.behaviour.Expect;
import io.parley.sandbox.behaviour.InvalidSetting;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a customer writes, as a person or test describes it. {@code from} and {@code userId} default to a known
 * customer; an explicit null leaves the field out of the webhook, as Meta does.
 */
record InboundRequest(ObjectNode json) {

    private static final Set<String> FIELDS = Set.of(
            "phoneNumberId",
            "from",
            "userId",
            "name",
            "username",
            "text",
            "type",
            "message",
            "media",
            "context",
            "timestamp",
            "count");
    private static final int MAX_COUNT = 1_000;

    InboundRequest {
        for (var name : json.propertyNames()) {
            Expect.that(
                    name,
                    FIELDS.contains(name),
                    "unknown field",
                    "one of " + FIELDS.stream().sorted().toList());
        }
    }

    @Nullable
    String phoneNumberId() {
        return text("phoneNumberId");
    }

    int count() {
        if (!json.hasNonNull("count")) {
            return 1;
        }
        var count = json.get("count");
        Expect.that("count", count.isInt(), count, "a number from 1 to " + MAX_COUNT);
        Expect.between("count", count.intValue(), 1, MAX_COUNT);
        return count.intValue();
    }

    long timestamp(long now) {
        if (!json.hasNonNull("timestamp")) {
            return now;
        }
        var timestamp = json.get("timestamp");
        var seconds = timestamp.isString() && timestamp.stringValue().matches("[0-9]{1,12}")
                ? Long.parseLong(timestamp.stringValue())
                : timestamp.isIntegralNumber() ? timestamp.longValue() : -1;
        Expect.that("timestamp", seconds >= 0, timestamp, "seconds since 1970");
        return seconds;
    }

    /** The type of the message: as given, else that of the raw message, else text. */
    String type() {
        var type = text("type");
        if (type != null) {
            return type;
        }
        var raw = message();
        return raw != null && raw.hasNonNull("type") ? raw.get("type").asString() : "text";
    }

    @Nullable
    String text() {
        return text("text");
    }

    @Nullable
    ObjectNode message() {
        return object("message");
    }

    @Nullable
    ObjectNode media() {
        return object("media");
    }

    @Nullable
    ObjectNode context() {
        return object("context");
    }

    /** Who writes, as this business account sees them. */
    Customer customer(String businessAccount, Customers customers) {
        var userId = text("userId");
        var withPhone = json.hasNonNull("from") || (!json.has("from") && userId == null);
        if (!withPhone) {
            Expect.that("userId", userId != null, "missing", "a user id where there is no from");
        }
        var phone = withPhone ? phone() : null;
        var known = phone != null
                ? customers.byPhone(phone, businessAccount)
                : customers.byUserId(userId == null ? "" : userId);
        return new Customer(
                phone,
                json.has("userId") ? userId : known.userId(),
                json.has("name") ? text("name") : known.name(),
                json.has("username") ? text("username") : known.username());
    }

    private String phone() {
        var from = text("from");
        if (from == null) {
            return Customers.DEFAULT_PHONE;
        }
        var digits = from.replaceAll("[\\s()+.-]", "");
        Expect.that("from", digits.matches("[0-9]{7,15}"), from, "7 to 15 digits");
        return digits;
    }

    private @Nullable String text(String field) {
        JsonNode value = json.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        Expect.that(field, value.isString(), value, "a text");
        return value.stringValue();
    }

    private @Nullable ObjectNode object(String field) {
        JsonNode value = json.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (value instanceof ObjectNode object) {
            return object;
        }
        throw new InvalidSetting(field, value + " (expected: an object)");
    }
}
