package io.parley.ingest.receive;

import io.parley.contract.WebhookElements;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One change of a webhook, as places in its body.
 *
 * @param entry what stands around it
 * @param field none where it is missing or not text
 * @param value the whole value; none where it is missing
 * @param insides what was found in the value
 */
record Change(Entry entry, @Nullable String field, @Nullable Slice value, Insides insides) {

    private static final String ECHOES = "smb_message_echoes";

    /**
     * The entry that holds the change.
     *
     * @param account its id: the WABA's, or a business portfolio's in a few account fields
     * @param id where that stands in the body
     */
    record Entry(
            @Nullable String account,
            @Nullable Slice id,
            @Nullable Slice time) {}

    /**
     * The value, taken apart.
     *
     * @param number {@code metadata.phone_number_id}
     * @param account {@code waba_info.waba_id}
     * @param rest every member, name and value, but the lists
     * @param echoes what the business sent from its own phone
     * @param echoesMember the list of these, name and value, where there is one
     */
    @SuppressWarnings("RecordComponentNumber")
    record Insides(
            @Nullable String number,
            @Nullable String account,
            List<Slice> rest,
            List<Element> contacts,
            List<Element> messages,
            List<Element> statuses,
            List<Element> echoes,
            @Nullable Slice echoesMember) {

        static final Insides NONE =
                new Insides(null, null, List.of(), List.of(), List.of(), List.of(), List.of(), null);
    }

    boolean isOfMessages() {
        return WebhookElements.MESSAGES.equals(field);
    }

    /** Tells whether it holds what the business sent from its own phone, to customers of whom each has a thread. */
    boolean isOfEchoes() {
        return ECHOES.equals(field)
                && insides.messages().isEmpty()
                && insides.statuses().isEmpty();
    }

    String fieldOrNothing() {
        return field == null ? "" : field;
    }
}
