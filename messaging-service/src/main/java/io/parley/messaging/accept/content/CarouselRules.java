package io.parley.messaging.accept.content;

import java.util.HashSet;
import java.util.Set;

/** Rules for carousels (Cloud API, "Interactive carousel messages"): two to ten cards, all of one kind. */
final class CarouselRules {

    private static final int LEAST_CARDS = 2;
    private static final int MOST_CARDS = 10;
    private static final int MOST_BUTTONS = 2;
    private static final int LONGEST_BODY = 160;
    private static final Set<String> TYPES = Set.of("cta_url", "product");
    private static final Set<String> HEADERS = Set.of("image", "video");

    private CarouselRules() {}

    static void check(Part action) {
        action.knows("cards");
        var kinds = new HashSet<String>();
        var place = 0;
        for (var card : action.parts("cards", LEAST_CARDS, MOST_CARDS)) {
            card.knows("card_index", "type", "header", "body", "action").number("card_index", place, place);
            place++;
            var type = card.word("type", TYPES).orElse("");
            if (type.equals("product")) {
                InteractiveActions.product(card.part("action"));
                kinds.add(type);
            } else if (!type.isEmpty()) {
                kinds.add(type + " with " + linkCard(card));
            }
        }
        if (kinds.size() > 1) {
            action.refuse("cards", "must all have the same type, and the same kind of header");
        }
    }

    private static String linkCard(Part card) {
        var kind = "";
        if (card.has("header")) {
            InteractiveRules.header(card, HEADERS);
            kind = card.optionalPart("header").raw("type").map(String::valueOf).orElse("");
        } else {
            card.refuse("header", "is required");
        }
        InteractiveRules.body(card, LONGEST_BODY, false);
        var action = card.part("action");
        if (action.has("buttons")) {
            replies(action.knows("buttons"));
        } else {
            InteractiveActions.callToAction(action);
        }
        return kind;
    }

    private static void replies(Part action) {
        var ids = new HashSet<String>();
        for (var button : action.parts("buttons", 1, MOST_BUTTONS)) {
            button.knows("type", "quick_reply").word("type", Set.of("quick_reply"));
            var reply = button.part("quick_reply").knows("id", "title");
            InteractiveActions.distinct(reply, "id", InteractiveActions.LONGEST_BUTTON_ID, ids);
            reply.required("title", InteractiveActions.LONGEST_BUTTON);
        }
    }
}
