package io.parley.ingest.receive;

import io.parley.ingest.receive.Change.Insides;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The part of a pass that takes a change's value apart. */
final class ValuePass {

    /** Ten times what Meta puts into one POST. */
    private static final int MOST_ELEMENTS = 10_000;

    private static final Set<String> LISTS = Set.of("contacts", "messages", "statuses", "message_echoes");

    private final JsonParser parser;
    private int elements;

    ValuePass(JsonParser parser) {
        this.parser = parser;
    }

    /** Reads the object that the parser stands on and leaves it on the object's end. */
    Insides read() {
        var number = new Once<String>();
        var account = new Once<String>();
        var rest = new ArrayList<Slice>(4);
        var contacts = new Once<List<Element>>();
        var messages = new Once<List<Element>>();
        var statuses = new Once<List<Element>>();
        var echoes = new Once<List<Element>>();
        Slice echoesMember = null;
        for (var name = parser.nextName(); name != null; name = parser.nextName()) {
            var start = Tokens.start(parser);
            var isList = parser.nextToken() == JsonToken.START_ARRAY;
            switch (name) {
                case "contacts" -> contacts.set(isList ? elements(Element.Kind.CONTACT) : null);
                case "messages" -> messages.set(isList ? elements(Element.Kind.MESSAGE) : null);
                case "statuses" -> statuses.set(isList ? elements(Element.Kind.STATUS) : null);
                case "message_echoes" -> echoes.set(isList ? elements(Element.Kind.ECHO) : null);
                case "metadata" -> number.set(identifierIn("phone_number_id"));
                case "waba_info" -> account.set(identifierIn("waba_id"));
                default -> parser.skipChildren();
            }
            if (!isList || !isListOfElements(name)) {
                parser.skipChildren();
                rest.add(Tokens.upToHere(parser, start));
            } else if (name.equals("message_echoes")) {
                echoesMember = Tokens.upToHere(parser, start);
            }
        }
        return new Insides(
                number.value,
                account.value,
                rest,
                orNone(contacts),
                orNone(messages),
                orNone(statuses),
                orNone(echoes),
                echoesMember);
    }

    private static boolean isListOfElements(String name) {
        return LISTS.contains(name);
    }

    private static List<Element> orNone(Once<List<Element>> list) {
        return list.value == null ? List.of() : list.value;
    }

    private @Nullable String identifierIn(String member) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return null;
        }
        var found = new Once<String>();
        for (var name = parser.nextName(); name != null; name = parser.nextName()) {
            parser.nextToken();
            if (name.equals(member)) {
                found.set(Tokens.identifier(parser));
            }
            parser.skipChildren();
        }
        return found.value;
    }

    private List<Element> elements(Element.Kind kind) {
        var list = new ArrayList<Element>(2);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (++elements > MOST_ELEMENTS) {
                throw new UnreadableBody(Reading.Reason.EXCESSIVE);
            }
            list.add(element(kind));
        }
        return list;
    }

    private Element element(Element.Kind kind) {
        var start = Tokens.start(parser);
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return new Element(Tokens.upToHere(parser, start), null, null, null);
        }
        String phone = null;
        String userId = null;
        String group = null;
        var toGroup = false;
        for (var name = parser.nextName(); name != null; name = parser.nextName()) {
            var token = parser.nextToken();
            if (name.equals(kind.phone)) {
                phone = Tokens.identifier(parser);
            } else if (name.equals(kind.userId)) {
                userId = Tokens.identifier(parser);
            } else if (name.equals(kind.group)) {
                group = Tokens.identifier(parser);
            } else if (name.equals("recipient_type")) {
                toGroup = token == JsonToken.VALUE_STRING && parser.getString().equals("group");
            }
            parser.skipChildren();
        }
        var slice = Tokens.upToHere(parser, start);
        return toGroup && kind == Element.Kind.STATUS
                ? new Element(slice, null, null, phone)
                : new Element(slice, phone, userId, group);
    }
}
