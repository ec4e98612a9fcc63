package io.parley.sandbox.rule;

import java.util.Set;

/** Rules for actions that open something: links, flows, products and catalogues. */
final class ActionRules {

    private static final int PRODUCTS = 30;
    private static final int ID = 256;

    private ActionRules() {}

    static void link(Param parent) {
        var action = parent.object("action", "name", "parameters");
        action.oneOf("name", Set.of("cta_url"));
        var parameters = action.object("parameters", "display_text", "url");
        parameters.text("display_text", 1, 20);
        parameters.webUrl("url");
    }

    static void flow(Param interactive) {
        var action = interactive.object("action", "name", "parameters");
        action.oneOf("name", Set.of("flow"));
        var parameters = action.object(
                "parameters",
                "flow_message_version",
                "flow_token",
                "flow_id",
                "flow_name",
                "flow_cta",
                "flow_action",
                "flow_action_payload",
                "mode");
        parameters.oneOf("flow_message_version", Set.of("3"));
        parameters.text("flow_cta", 1, 30);
        parameters.text(parameters.eitherOf("flow_id", "flow_name"), 1, ID);
        parameters.optionalText("flow_token", ID);
        if (parameters.has("mode")) {
            parameters.oneOf("mode", Set.of("draft", "published"));
        }
        if (parameters.has("flow_action")) {
            parameters.oneOf("flow_action", Set.of("navigate", "data_exchange"));
        }
        if (parameters.has("flow_action_payload")) {
            var payload = parameters.object("flow_action_payload", "screen", "data");
            payload.text("screen", 1, ID);
            if (payload.has("data")) {
                payload.required("data").mustBeObject();
            }
        }
    }

    static void product(Param action) {
        action.text("catalog_id", 1, ID);
        action.text("product_retailer_id", 1, ID);
    }

    static void productList(Param action) {
        action.text("catalog_id", 1, ID);
        var sections = action.array("sections", 1, 10);
        var products = 0;
        for (var section : sections) {
            section.mustBeObject();
            section.onlyKeys("title", "product_items");
            if (sections.size() > 1 || section.has("title")) {
                section.text("title", 1, 24);
            }
            for (var item : section.array("product_items", 1, PRODUCTS)) {
                item.mustBeObject();
                item.onlyKeys("product_retailer_id");
                item.text("product_retailer_id", 1, ID);
                products++;
            }
        }
        if (products > PRODUCTS) {
            throw action.required("sections").invalid("must have at most 30 products in all, got " + products);
        }
    }

    static void catalog(Param interactive) {
        var action = interactive.object("action", "name", "parameters");
        action.oneOf("name", Set.of("catalog_message"));
        if (action.has("parameters")) {
            action.object("parameters", "thumbnail_product_retailer_id")
                    .optionalText("thumbnail_product_retailer_id", ID);
        }
    }
}
