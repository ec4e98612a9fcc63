package io.parley.messaging.accept.content;

import java.util.HashSet;
import java.util.Set;

/** Rules for the {@code action} of interactive messages. */
final class InteractiveActions {

    private static final int MOST_BUTTONS = 3;
    static final int LONGEST_BUTTON = 20;
    static final int LONGEST_BUTTON_ID = 256;
    private static final int MOST_SECTIONS = 10;
    private static final int MOST_ROWS = 10;
    private static final int LONGEST_ROW_ID = 200;
    private static final int LONGEST_TITLE = 24;
    private static final int LONGEST_DESCRIPTION = 72;
    private static final int MOST_PRODUCTS = 30;
    private static final int LONGEST_FLOW_BUTTON = 30;
    private static final Set<String> FLOW_VERSIONS = Set.of("3");
    private static final Set<String> FLOW_ACTIONS = Set.of("navigate", "data_exchange");
    private static final Set<String> FLOW_MODES = Set.of("draft", "published");
    private static final int LONGEST_ID = 1024;

    private InteractiveActions() {}

    static void buttons(Part action) {
        action.knows("buttons");
        var ids = new HashSet<String>();
        var titles = new HashSet<String>();
        for (var button : action.parts("buttons", 1, MOST_BUTTONS)) {
            button.knows("type", "reply").word("type", Set.of("reply"));
            var reply = button.part("reply").knows("id", "title");
            distinct(reply, "id", LONGEST_BUTTON_ID, ids);
            distinct(reply, "title", LONGEST_BUTTON, titles);
        }
    }

    static void list(Part action) {
        action.knows("button", "sections");
        action.required("button", LONGEST_BUTTON);
        var sections = action.parts("sections", 1, MOST_SECTIONS);
        var ids = new HashSet<String>();
        var rows = 0;
        for (var section : sections) {
            section.knows("title", "rows");
            title(section, sections.size());
            for (var row : section.parts("rows", 1, MOST_ROWS)) {
                rows++;
                row.knows("id", "title", "description");
                distinct(row, "id", LONGEST_ROW_ID, ids);
                row.required("title", LONGEST_TITLE);
                row.text("description", LONGEST_DESCRIPTION);
            }
        }
        if (rows > MOST_ROWS) {
            action.refuse("sections", "must have at most " + MOST_ROWS + " rows in all");
        }
    }

    static void callToAction(Part action) {
        action.knows("name", "parameters").word("name", Set.of("cta_url"));
        var parameters = action.part("parameters").knows("display_text", "url");
        parameters.required("display_text", LONGEST_BUTTON);
        parameters.pageUrl("url");
    }

    static void flow(Part action) {
        action.knows("name", "parameters").word("name", Set.of("flow"));
        var parameters = action.part("parameters")
                .knows(
                        "flow_message_version",
                        "flow_token",
                        "flow_id",
                        "flow_name",
                        "flow_cta",
                        "flow_action",
                        "flow_action_payload",
                        "mode");
        parameters.word("flow_message_version", FLOW_VERSIONS);
        parameters.required("flow_cta", LONGEST_FLOW_BUTTON);
        parameters.text("flow_token", LONGEST_ID);
        if (parameters.has("flow_id") == parameters.has("flow_name")) {
            parameters.refuse("flow_id", "is required, or flow_name, and not both");
        }
        parameters.text("flow_id", LONGEST_ID);
        parameters.text("flow_name", LONGEST_ID);
        if (parameters.has("flow_action")) {
            parameters.word("flow_action", FLOW_ACTIONS);
        }
        if (parameters.has("mode")) {
            parameters.word("mode", FLOW_MODES);
        }
        if (parameters.has("flow_action_payload")) {
            var payload = parameters.part("flow_action_payload").knows("screen", "data");
            payload.required("screen", LONGEST_ID);
            payload.optionalPart("data");
        }
    }

    static void product(Part action) {
        action.knows("catalog_id", "product_retailer_id");
        action.required("catalog_id", LONGEST_ID);
        action.required("product_retailer_id", LONGEST_ID);
    }

    static void products(Part action) {
        action.knows("catalog_id", "sections").required("catalog_id", LONGEST_ID);
        var sections = action.parts("sections", 1, MOST_SECTIONS);
        var products = 0;
        for (var section : sections) {
            section.knows("title", "product_items");
            title(section, sections.size());
            for (var item : section.parts("product_items", 1, MOST_PRODUCTS)) {
                products++;
                item.knows("product_retailer_id").required("product_retailer_id", LONGEST_ID);
            }
        }
        if (products > MOST_PRODUCTS) {
            action.refuse("sections", "must have at most " + MOST_PRODUCTS + " products in all");
        }
    }

    static void catalog(Part action) {
        action.knows("name", "parameters").word("name", Set.of("catalog_message"));
        if (action.has("parameters")) {
            action.part("parameters")
                    .knows("thumbnail_product_retailer_id")
                    .text("thumbnail_product_retailer_id", LONGEST_ID);
        }
    }

    /** Sections need a title as soon as there are several. */
    private static void title(Part section, int sections) {
        if (sections > 1) {
            section.required("title", LONGEST_TITLE);
        } else {
            section.text("title", LONGEST_TITLE);
        }
    }

    static void distinct(Part part, String field, int longest, Set<String> others) {
        part.required(field, longest).ifPresent(text -> {
            if (!others.add(text)) {
                part.refuse(field, "must differ from the others");
            }
        });
    }
}
