package io.parley.sandbox.rule;

import java.util.HashSet;
import java.util.Set;

/** Rules for carousels of free-form messages: two to ten cards of one kind. */
final class CarouselRules {

    private static final int CARD_BODY = 160;

    private CarouselRules() {}

    static void check(Param action) {
        var indexes = new HashSet<Long>();
        var kinds = new HashSet<String>();
        var headers = new HashSet<String>();
        for (var card : action.array("cards", 2, 10)) {
            card.mustBeObject();
            card.onlyKeys("card_index", "type", "header", "body", "action");
            if (!indexes.add(card.integer("card_index", 0, 9))) {
                throw card.required("card_index").invalid("is used twice");
            }
            var kind = card.oneOf("type", Set.of("cta_url", "product"));
            kinds.add(kind);
            if ("product".equals(kind)) {
                ActionRules.product(card.object("action", "catalog_id", "product_retailer_id"));
            } else {
                headers.add(linkCard(card));
            }
        }
        if (kinds.size() > 1 || headers.size() > 1) {
            throw action.required("cards").invalid("must all have the same type and the same kind of header");
        }
    }

    private static String linkCard(Param card) {
        var header = card.object("header", "type", "image", "video");
        var type = header.oneOf("type", Set.of("image", "video"));
        MediaRules.checkInHeader(header, type);
        if (card.has("body")) {
            card.object("body", "text").text("text", 1, CARD_BODY);
        }
        if (card.required("action").has("buttons")) {
            quickReplies(card.object("action", "buttons"));
        } else {
            ActionRules.link(card);
        }
        return type;
    }

    private static void quickReplies(Param action) {
        for (var button : action.array("buttons", 1, 2)) {
            button.mustBeObject();
            button.onlyKeys("type", "quick_reply");
            button.oneOf("type", Set.of("quick_reply"));
            var reply = button.object("quick_reply", "id", "title");
            reply.text("id", 1, 256);
            reply.text("title", 1, 20);
        }
    }
}
