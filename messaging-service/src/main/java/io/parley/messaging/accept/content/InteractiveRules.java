package io.parley.messaging.accept.content;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Rules for interactive messages (Cloud API, "Interactive messages"): Meta's own object, passed on as it is. */
final class InteractiveRules {

    private static final int LONGEST_BODY = 1024;
    private static final int LONGEST_LIST_BODY = 4096;
    private static final int LONGEST_FOOTER = 60;
    private static final int LONGEST_HEADER = 60;
    private static final Set<String> TEXT_HEADER = Set.of("text");
    private static final Set<String> ANY_HEADER = Set.of("text", "image", "video", "document");
    private static final Set<String> NO_HEADER = Set.of();

    private static final Map<String, Consumer<Part>> TYPES = types();

    private InteractiveRules() {}

    static Map<String, Object> read(Part part) {
        part.knows("interactive");
        var interactive = part.part("interactive");
        interactive.knows("type", "header", "body", "footer", "action");
        interactive.word("type", TYPES.keySet()).map(TYPES::get).ifPresent(rules -> rules.accept(interactive));
        var content = new LinkedHashMap<String, Object>();
        part.raw("interactive").ifPresent(object -> content.put("interactive", object));
        return content;
    }

    private static Map<String, Consumer<Part>> types() {
        var types = new TreeMap<String, Consumer<Part>>();
        types.put("button", part -> frame(part, ANY_HEADER, LONGEST_BODY, InteractiveActions::buttons));
        types.put("list", part -> frame(part, TEXT_HEADER, LONGEST_LIST_BODY, InteractiveActions::list));
        types.put("cta_url", part -> frame(part, ANY_HEADER, LONGEST_BODY, InteractiveActions::callToAction));
        types.put("flow", part -> frame(part, ANY_HEADER, LONGEST_BODY, InteractiveActions::flow));
        types.put("location_request_message", part -> frame(part, NO_HEADER, LONGEST_BODY, named("send_location")));
        types.put("contact_request", part -> frame(part, NO_HEADER, LONGEST_BODY, named("request_contact_info")));
        types.put(
                "call_permission_request",
                part -> frame(part, NO_HEADER, LONGEST_BODY, named("call_permission_request")));
        types.put("product", part -> {
            header(part, NO_HEADER);
            body(part, LONGEST_BODY, false);
            footer(part);
            InteractiveActions.product(part.part("action"));
        });
        types.put("product_list", part -> {
            if (!part.has("header")) {
                part.refuse("header", "is required");
            }
            frame(part, TEXT_HEADER, LONGEST_BODY, InteractiveActions::products);
        });
        types.put("catalog_message", part -> frame(part, NO_HEADER, LONGEST_BODY, InteractiveActions::catalog));
        types.put("carousel", part -> frame(part, NO_HEADER, LONGEST_BODY, CarouselRules::check));
        return types;
    }

    private static Consumer<Part> named(String name) {
        return action -> action.knows("name").word("name", Set.of(name));
    }

    private static void frame(Part part, Set<String> headers, int longestBody, Consumer<Part> action) {
        header(part, headers);
        body(part, longestBody, true);
        footer(part);
        action.accept(part.part("action"));
    }

    static void header(Part part, Set<String> kinds) {
        if (!part.has("header")) {
            return;
        }
        if (kinds.isEmpty()) {
            part.refuse("header", "is not allowed here");
            return;
        }
        var header = part.part("header");
        header.word("type", kinds).ifPresent(kind -> {
            header.knows("type", kind);
            if (kind.equals("text")) {
                header.required("text", LONGEST_HEADER);
            } else {
                MediaSource.read(header, kind);
            }
        });
    }

    static void body(Part part, int longest, boolean required) {
        if (required || part.has("body")) {
            part.part("body").knows("text").required("text", longest);
        }
    }

    private static void footer(Part part) {
        if (part.has("footer")) {
            part.part("footer").knows("text").required("text", LONGEST_FOOTER);
        }
    }
}
