package io.parley.ingest.receive;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes webhooks of Meta's shape that hold one change, out of the bytes of the one that came. */
final class EnvelopeWriter {

    private static final byte[] NOTHING = ascii("\"\"");
    private static final byte[] NULL = ascii("null");
    private static final byte[] START = ascii("{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":");
    private static final byte[] TIME = ascii(",\"time\":");
    private static final byte[] CHANGES = ascii(",\"changes\":[{\"field\":");
    private static final byte[] VALUE = ascii(",\"value\":");
    private static final byte[] END = ascii("}]}]}");
    private static final int AROUND = 200;

    private final byte[] body;
    private final Budget budget = new Budget();

    EnvelopeWriter(byte[] body) {
        this.body = body;
    }

    Budget budget() {
        return budget;
    }

    /** Writes the change as it is. */
    byte[] write(Change change) {
        var value = change.value();
        var out = start(change, value == null ? 0 : value.length());
        add(out, value, NULL);
        out.writeBytes(END);
        return out.toByteArray();
    }

    /** Writes the change with these elements alone; what its field does not count as elements stands in every part. */
    byte[] write(Change change, Splitter.Group group) {
        var rest = new ArrayList<>(change.insides().rest());
        var echoes = change.insides().echoesMember();
        if (echoes != null && !change.isOfEchoes()) {
            rest.add(echoes);
        }
        var out = start(
                change, length(rest) + lengthOf(group.messages) + lengthOf(group.statuses) + lengthOf(group.echoes));
        out.write('{');
        var separator = "";
        for (var member : rest) {
            out.writeBytes(ascii(separator));
            add(out, member, NULL);
            separator = ",";
        }
        separator = list(out, separator, "contacts", group.contacts);
        separator = list(out, separator, "messages", group.messages);
        separator = list(out, separator, "statuses", group.statuses);
        list(out, separator, "message_echoes", group.echoes);
        out.write('}');
        out.writeBytes(END);
        return out.toByteArray();
    }

    private ByteArrayOutputStream start(Change change, int length) {
        budget.spend(AROUND + (long) length);
        var out = new ByteArrayOutputStream(AROUND + length);
        out.writeBytes(START);
        add(out, change.entry().id(), NOTHING);
        if (change.entry().time() != null) {
            out.writeBytes(TIME);
            add(out, change.entry().time(), NULL);
        }
        out.writeBytes(CHANGES);
        var field = change.field();
        out.writeBytes(
                field == null
                        ? NOTHING
                        : ascii('"' + field.replace("\\", "\\\\").replace("\"", "\\\"") + '"'));
        out.writeBytes(VALUE);
        return out;
    }

    private String list(ByteArrayOutputStream out, String separator, String name, List<Element> elements) {
        if (elements.isEmpty()) {
            return separator;
        }
        out.writeBytes(ascii(separator + '"' + name + "\":"));
        var before = '[';
        for (var element : elements) {
            out.write(before);
            add(out, element.slice(), NULL);
            before = ',';
        }
        out.write(']');
        return ",";
    }

    private void add(ByteArrayOutputStream out, @Nullable Slice slice, byte[] otherwise) {
        if (slice == null) {
            out.writeBytes(otherwise);
        } else {
            out.write(body, slice.start(), slice.length());
        }
    }

    private static int length(List<Slice> slices) {
        return slices.stream().mapToInt(slice -> slice.length() + 1).sum();
    }

    private static int lengthOf(List<Element> elements) {
        return elements.stream()
                .mapToInt(element -> element.slice().length() + 1)
                .sum();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
