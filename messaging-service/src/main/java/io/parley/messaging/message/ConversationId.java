package io.parley.messaging.message;

import io.parley.contract.TenantId;
import io.parley.kit.id.Ids;
import java.util.UUID;

/** Which thread a message belongs to: one for each of the tenant's numbers and customer. */
public final class ConversationId {

    private ConversationId() {}

    /** Returns the id of the thread; the same for the same three, whoever asks. */
    public static UUID of(TenantId tenant, String phoneNumberId, UUID customer) {
        return Ids.derived("conversation", tenant, phoneNumberId, customer);
    }
}
