package io.parley.sandbox.rule;

import io.parley.sandbox.meta.GraphError;
import io.parley.sandbox.meta.GraphException;
import java.util.List;
import java.util.regex.Pattern;

/** Rules for contact cards. */
final class ContactRules {

    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final List<String> NAME_PARTS =
            List.of("first_name", "last_name", "middle_name", "suffix", "prefix");
    private static final int MAX_CONTACTS = 257;
    private static final int ANY = 4_000;

    private ContactRules() {}

    static void check(Param root) {
        for (var contact : root.array("contacts", 1, MAX_CONTACTS)) {
            contact.mustBeObject();
            contact.onlyKeys("name", "phones", "emails", "org", "urls", "addresses", "birthday");
            name(contact);
            list(contact, "phones", "phone", "type", "wa_id");
            list(contact, "emails", "email", "type");
            list(contact, "urls", "url", "type");
            list(contact, "addresses", "street", "city", "state", "zip", "country", "country_code", "type");
            if (contact.has("org")) {
                texts(contact.object("org", "company", "department", "title"), "company", "department", "title");
            }
            if (contact.has("birthday")) {
                contact.matching("birthday", DATE);
            }
        }
    }

    private static void name(Param contact) {
        var name =
                contact.object("name", "formatted_name", "first_name", "last_name", "middle_name", "suffix", "prefix");
        name.text("formatted_name", 1, ANY);
        if (NAME_PARTS.stream().noneMatch(name::has)) {
            throw new GraphException(
                    GraphError.of(131008, name.path() + " needs at least one of " + String.join(", ", NAME_PARTS)));
        }
        NAME_PARTS.forEach(part -> name.optionalText(part, ANY));
    }

    private static void list(Param contact, String key, String... allowed) {
        if (!contact.has(key)) {
            return;
        }
        for (var item : contact.array(key, 0, 100)) {
            item.mustBeObject();
            item.onlyKeys(allowed);
            texts(item, allowed);
        }
    }

    private static void texts(Param item, String... keys) {
        for (var key : keys) {
            item.optionalText(key, ANY);
        }
    }
}
