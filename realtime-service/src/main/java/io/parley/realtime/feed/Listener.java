package io.parley.realtime.feed;

import io.parley.contract.TenantId;
import io.parley.realtime.engine.OutgoingPacket;

/** Somebody who is told what happens. */
public interface Listener {

    TenantId tenant();

    /** Is told of {@code event}, of its own tenant. Must not block; {@code packet} is the event as Socket.IO has it. */
    void hear(FeedEvent event, OutgoingPacket packet);

    /** Is told that events were lost for good. */
    void lost();
}
