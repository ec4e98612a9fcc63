package io.parley.sandbox.rule;

import java.util.HashSet;
import java.util.Set;

/** Rules for interactive messages: what all kinds share, and which rules their actions follow. */
final class InteractiveRules {

    private static final Set<String> KINDS = Set.of(
            "button",
            "list",
            "cta_url",
            "flow",
            "location_request_message",
            "contact_request",
            "call_permission_request",
            "product",
            "product_list",
            "catalog_message",
            "carousel");
    private static final int BODY = 1024;
    private static final int LIST_BODY = 4096;
    private static final int SHORT_TEXT = 60;

    private InteractiveRules() {}

    static void check(Param root) {
        var interactive = root.object("interactive", "type", "header", "body", "footer", "action");
        var kind = interactive.oneOf("type", KINDS);
        header(interactive, kind);
        if (interactive.has("body") || !"product".equals(kind)) {
            interactive.object("body", "text").text("text", 1, "list".equals(kind) ? LIST_BODY : BODY);
        }
        if (interactive.has("footer")) {
            interactive.object("footer", "text").text("text", 1, SHORT_TEXT);
        }
        action(interactive, kind);
    }

    private static void header(Param interactive, String kind) {
        if (!interactive.has("header")) {
            if ("product_list".equals(kind)) {
                interactive.required("header");
            }
            return;
        }
        var header = interactive.object("header", "type", "text", "image", "video", "document");
        var allowed = switch (kind) {
            case "list", "product_list" -> Set.of("text");
            case "button", "cta_url", "flow" -> Set.of("text", "image", "video", "document");
            default -> Set.<String>of();
        };
        if (allowed.isEmpty()) {
            throw header.invalid("cannot be used with interactive messages of type " + kind);
        }
        var type = header.oneOf("type", allowed);
        if ("text".equals(type)) {
            header.text("text", 1, SHORT_TEXT);
        } else {
            MediaRules.checkInHeader(header, type);
        }
    }

    private static void action(Param interactive, String kind) {
        switch (kind) {
            case "button" -> buttons(interactive.object("action", "buttons"));
            case "list" -> list(interactive.object("action", "button", "sections"));
            case "cta_url" -> ActionRules.link(interactive);
            case "flow" -> ActionRules.flow(interactive);
            case "location_request_message" -> named(interactive, "send_location");
            case "contact_request" -> named(interactive, "request_contact_info");
            case "call_permission_request" -> named(interactive, "call_permission_request");
            case "product" -> ActionRules.product(interactive.object("action", "catalog_id", "product_retailer_id"));
            case "product_list" -> ActionRules.productList(interactive.object("action", "catalog_id", "sections"));
            case "catalog_message" -> ActionRules.catalog(interactive);
            case "carousel" -> CarouselRules.check(interactive.object("action", "cards"));
            default -> throw new IllegalStateException(kind + " has no rules");
        }
    }

    private static void named(Param interactive, String name) {
        interactive.object("action", "name").oneOf("name", Set.of(name));
    }

    private static void buttons(Param action) {
        var titles = new HashSet<String>();
        var ids = new HashSet<String>();
        for (var button : action.array("buttons", 1, 3)) {
            button.mustBeObject();
            button.onlyKeys("type", "reply");
            button.oneOf("type", Set.of("reply"));
            var reply = button.object("reply", "id", "title");
            if (!ids.add(reply.text("id", 1, 256))) {
                throw reply.required("id").invalid("is used twice");
            }
            if (!titles.add(reply.text("title", 1, 20))) {
                throw reply.required("title").invalid("is used twice");
            }
        }
    }

    private static void list(Param action) {
        action.text("button", 1, 20);
        var sections = action.array("sections", 1, 10);
        var ids = new HashSet<String>();
        for (var section : sections) {
            section.mustBeObject();
            section.onlyKeys("title", "rows");
            if (sections.size() > 1 || section.has("title")) {
                section.text("title", 1, 24);
            }
            for (var row : section.array("rows", 1, 10)) {
                row.mustBeObject();
                row.onlyKeys("id", "title", "description");
                if (!ids.add(row.text("id", 1, 200))) {
                    throw row.required("id").invalid("is used twice");
                }
                row.text("title", 1, 24);
                row.optionalText("description", 72);
            }
        }
        if (ids.size() > 10) {
            throw action.required("sections").invalid("must have at most 10 rows in all, got " + ids.size());
        }
    }
}
