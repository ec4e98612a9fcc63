package io.parley.ingest.receive;

import io.parley.ingest.receive.Change.Entry;
import io.parley.ingest.receive.Change.Insides;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * One pass over one body, down to its changes. Members that decide where something belongs may stand only once: what we
 * read and what others read later must not differ.
 */
final class BodyPass {

    private static final String WHATSAPP = "whatsapp_business_account";

    private final JsonParser parser;
    private final ValuePass values;
    private final List<Change> changes = new ArrayList<>(1);
    private boolean complete = true;

    BodyPass(JsonParser parser) {
        this.parser = parser;
        this.values = new ValuePass(parser);
    }

    Reading read() {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new UnreadableBody(Reading.Reason.NOT_JSON);
        }
        var isWhatsApp = new Once<Boolean>();
        var entries = new Once<Boolean>();
        for (var name = parser.nextName(); name != null; name = parser.nextName()) {
            var token = parser.nextToken();
            switch (name) {
                case "object" -> isWhatsApp.set(token == JsonToken.VALUE_STRING && WHATSAPP.equals(parser.getString()));
                case "entry" -> entries.set(eachMember(this::entry));
                default -> {}
            }
            parser.skipChildren();
        }
        if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
            throw new UnreadableBody(Reading.Reason.NOT_JSON);
        }
        if (!Boolean.TRUE.equals(isWhatsApp.value)) {
            throw new UnreadableBody(Reading.Reason.NOT_WHATSAPP);
        }
        if (changes.isEmpty()) {
            throw new UnreadableBody(Reading.Reason.EMPTY);
        }
        return new Reading.Webhook(changes, complete);
    }

    /** Reads each member of the array that the parser stands on; anything but an array is left to the caller. */
    private boolean eachMember(Runnable read) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            complete = false;
            return false;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                read.run();
            } else {
                complete = false;
                parser.skipChildren();
            }
        }
        return true;
    }

    private void entry() {
        var first = changes.size();
        var account = new Once<Named>();
        Slice time = null;
        var list = new Once<Boolean>();
        for (var name = parser.nextName(); name != null; name = parser.nextName()) {
            parser.nextToken();
            switch (name) {
                case "id" -> account.set(named());
                case "time" -> time = Tokens.scalar(parser);
                case "changes" -> list.set(eachMember(this::change));
                default -> {}
            }
            parser.skipChildren();
        }
        complete &= Boolean.TRUE.equals(list.value);
        var named = account.value;
        var entry = new Entry(named == null ? null : named.text, named == null ? null : named.slice, time);
        for (var i = first; i < changes.size(); i++) {
            var change = changes.get(i);
            changes.set(i, new Change(entry, change.field(), change.value(), change.insides()));
        }
    }

    private void change() {
        var field = new Once<String>();
        var value = new Once<Slice>();
        var insides = Insides.NONE;
        for (var name = parser.nextName(); name != null; name = parser.nextName()) {
            var token = parser.nextToken();
            switch (name) {
                case "field" -> field.set(Tokens.identifier(parser));
                case "value" -> {
                    var start = Tokens.start(parser);
                    if (token == JsonToken.START_OBJECT) {
                        insides = values.read();
                    } else {
                        parser.skipChildren();
                    }
                    value.set(Tokens.upToHere(parser, start));
                }
                default -> {}
            }
            parser.skipChildren();
        }
        changes.add(new Change(new Entry(null, null, null), field.value, value.value, insides));
    }

    private Named named() {
        return new Named(Tokens.identifier(parser), Tokens.scalar(parser));
    }

    private record Named(@Nullable String text, @Nullable Slice slice) {}
}
