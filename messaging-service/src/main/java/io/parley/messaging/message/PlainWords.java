package io.parley.messaging.message;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What Meta's error codes mean to somebody who wanted to send a message, and what can be done (Cloud API, "Error codes").
 * Meta's own words speak in terms of its system.
 */
final class PlainWords {

    private static final Map<Integer, String> WORDS = words();

    private PlainWords() {}

    static Optional<String> of(int code) {
        return Optional.ofNullable(WORDS.get(code));
    }

    private static Map<Integer, String> words() {
        var words = new HashMap<Integer, String>();
        recipient(words);
        template(words);
        account(words);
        return Map.copyOf(words);
    }

    private static void recipient(Map<Integer, String> words) {
        words.put(131047, "More than 24 hours have passed since the customer last wrote; send a template instead");
        words.put(
                131026,
                "The message could not be delivered: the recipient may not be on WhatsApp, or uses too old a version of it");
        words.put(
                131049,
                "WhatsApp did not deliver this marketing message, to spare the customer; try again after a day at the earliest");
        words.put(131050, "The customer has stopped marketing messages from this business");
        words.put(130472, "WhatsApp holds marketing messages back from this customer as part of an experiment");
        words.put(130403, "This business has blocked the customer");
        words.put(131021, "The message was addressed to the number it is sent from");
        words.put(131030, "A test number sends only to the recipients that are registered for it at Meta");
        words.put(131062, "This message cannot be sent to a user id; the customer's phone number is needed");
        words.put(137000, "The customer's identity has changed and has to be confirmed first");
        words.put(131053, "WhatsApp could not use the file: its link, type or size is not what it takes");
        words.put(131051, "WhatsApp does not support this type of message");
        words.put(131008, "WhatsApp misses something in the message");
        words.put(
                131009,
                "WhatsApp does not take a value in the message; an old or deleted message may be what it names");
    }

    private static void template(Map<Integer, String> words) {
        words.put(132000, "The template has another number of variables than were filled");
        words.put(132001, "The template does not exist in this language, or is not approved");
        words.put(132005, "The template's text is too long once its variables are filled");
        words.put(132007, "The template's content breaks WhatsApp's policy");
        words.put(132012, "A variable of the template was filled with another kind of value than it takes");
        words.put(132018, "A variable of the template was filled with text that WhatsApp does not take");
        words.put(132015, "WhatsApp has paused the template for its low quality");
        words.put(132016, "WhatsApp has disabled the template for its low quality, for good");
        words.put(132068, "The template's flow is blocked");
        words.put(132069, "The template's flow is being used too much; it is tried again");
    }

    private static void account(Map<Integer, String> words) {
        words.put(0, "The access token is invalid or has expired");
        words.put(190, "The access token is invalid or has expired");
        words.put(10, "The access token lacks the permission to send");
        words.put(131005, "The access token lacks the permission to send");
        words.put(33, "The number has been deleted at WhatsApp, or its id is wrong");
        words.put(130429, "The number sends faster than WhatsApp lets it; it is tried again");
        words.put(131056, "Too many messages went to this customer in a short time; it is tried again");
        words.put(131048, "WhatsApp restricts the number, because customers have blocked or reported it");
        words.put(131031, "WhatsApp has locked the business account");
        words.put(131037, "The number needs an approved display name before it can send");
        words.put(131042, "Something is wrong with the payment method of the business account");
        words.put(131045, "The number is not registered with WhatsApp");
        words.put(133010, "The number is not registered with WhatsApp");
        words.put(368, "WhatsApp has blocked the business account for breaking its policies");
        words.put(130497, "WhatsApp does not let this business send to the customer's country");
        words.put(131057, "WhatsApp is at work on the number; it is tried again");
    }
}
