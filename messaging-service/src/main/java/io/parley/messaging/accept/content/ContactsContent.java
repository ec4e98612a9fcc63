package io.parley.messaging.accept.content;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rules for contact cards (Cloud API, "Contacts messages"): Meta's own objects, passed on as they are. */
final class ContactsContent {

    private static final int MOST = 257;
    private static final int LONGEST = 1024;
    private static final List<String> NAME_PARTS =
            List.of("first_name", "last_name", "middle_name", "suffix", "prefix");

    private static final List<String> ORGANISATION = List.of("company", "department", "title");

    private ContactsContent() {}

    static Map<String, Object> read(Part part) {
        part.knows("contacts");
        for (var contact : part.parts("contacts", 1, MOST)) {
            contact.knows("name", "phones", "emails", "addresses", "org", "urls", "birthday");
            name(contact.part("name"));
            contact.parts("phones", 0, LONGEST)
                    .forEach(phone -> phone.knows("phone", "type", "wa_id").required("phone", LONGEST));
            contact.parts("emails", 0, LONGEST)
                    .forEach(email -> email.knows("email", "type").required("email", LONGEST));
            contact.parts("urls", 0, LONGEST)
                    .forEach(url -> url.knows("url", "type").required("url", LONGEST));
            contact.parts("addresses", 0, LONGEST)
                    .forEach(address ->
                            address.knows("street", "city", "state", "zip", "country", "country_code", "type"));
            if (contact.has("org")) {
                var org = contact.part("org").knows("company", "department", "title");
                ORGANISATION.forEach(field -> org.text(field, LONGEST));
            }
            birthday(contact);
        }
        var content = new LinkedHashMap<String, Object>();
        part.raw("contacts").ifPresent(contacts -> content.put("contacts", contacts));
        return content;
    }

    private static void name(Part name) {
        name.knows("formatted_name", "first_name", "last_name", "middle_name", "suffix", "prefix");
        NAME_PARTS.forEach(part -> name.text(part, LONGEST));
        name.required("formatted_name", LONGEST);
        if (name.has("formatted_name") && NAME_PARTS.stream().noneMatch(name::has)) {
            name.refuse("first_name", "is required, or another part of the name");
        }
    }

    private static void birthday(Part contact) {
        if (contact.text("birthday", LONGEST)
                .filter(day -> !day.matches("\\d{4}-\\d{2}-\\d{2}"))
                .isPresent()) {
            contact.refuse("birthday", "must be a date such as 1990-01-31");
        }
    }
}
