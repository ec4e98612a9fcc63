package io.parley.contract;

import java.util.Set;

/**
 * How the elements of a raw webhook are counted and numbered, so that what was received and what became of it add up. A
 * record of raw-webhook holds one change.
 *
 * <ul>
 *   <li>Of the field {@code messages}, each member of the array {@code value.messages} is an element, numbered from 0,
 *       then each member of the array {@code value.statuses}, numbered on from there; members count whatever they are.
 *   <li>Where there are none of either (other fields, a value with nothing but errors, empty arrays, arrays that are
 *       something else) the change itself is the one element, number 0. Errors beside messages belong to those messages
 *       and do not count.
 *   <li>What cannot be read as a webhook is one element.
 * </ul>
 */
public final class WebhookElements {

    /** The field whose messages and statuses are elements of their own. */
    public static final String MESSAGES = "messages";

    /** The field in which WhatsApp passes on whether customers want marketing. */
    public static final String USER_PREFERENCES = "user_preferences";

    /** The fields in which WhatsApp tells what became of message templates. */
    public static final Set<String> OF_TEMPLATES = Set.of(
            "message_template_status_update",
            "message_template_quality_update",
            "message_template_components_update",
            "template_category_update");

    /** The number of an element that is a whole change. */
    public static final int WHOLE_CHANGE = 0;

    private WebhookElements() {}

    /**
     * Returns the service that says what became of a change of {@code field}. Each field has one, so that each element is
     * accounted for once; the other readers of raw-webhook leave it alone.
     */
    public static String ownerOf(String field) {
        if (OF_TEMPLATES.contains(field)) {
            return "template-service";
        }
        return USER_PREFERENCES.equals(field) ? "contact-service" : "messaging-service";
    }

    /**
     * Returns how many elements a change has, of which the arrays {@code value.messages} and {@code value.statuses} have
     * so many members.
     */
    public static int count(String field, int messages, int statuses) {
        return MESSAGES.equals(field) ? Math.max(1, messages + statuses) : 1;
    }

    /** Returns the number of the status that stands at {@code place} (from 0) after {@code messages} messages. */
    public static int numberOfStatus(int messages, int place) {
        return messages + place;
    }
}
