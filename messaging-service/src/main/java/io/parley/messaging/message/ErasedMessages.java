package io.parley.messaging.message;

import io.parley.contract.MessageError;
import io.parley.contract.TenantId;
import io.parley.kit.id.Ids;
import java.util.Map;

/** What an erased message looks like. */
public final class ErasedMessages {

    /** Why a message to a customer never left who was erased while it waited. */
    public static final MessageError CANCELLED = new MessageError(
            "CUSTOMER_ERASED", "The customer was erased before this message was sent", "It was taken out of the queue");

    /** What is shown in place of the content. */
    public static final Map<String, Object> CONTENT = Map.of("erased", true);

    private static final String MARK = "erased:";

    private ErasedMessages() {}

    /** Returns what stands in place of a wamid, by which the message is known where WhatsApp names it once more. */
    public static String markOf(TenantId tenant, String phoneNumberId, String wamid) {
        return MARK + Ids.derived("erased", tenant, phoneNumberId, wamid);
    }

    /** Tells whether a stored wamid is such a mark. */
    static boolean isMark(String wamid) {
        return wamid.startsWith(MARK);
    }
}
