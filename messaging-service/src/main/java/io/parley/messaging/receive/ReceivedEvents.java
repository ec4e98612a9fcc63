package io.parley.messaging.receive;

import io.parley.contract.CustomerProfile;
import io.parley.contract.Direction;
import io.parley.contract.EventHeaders;
import io.parley.contract.MessageEvent;
import io.parley.contract.MessageStatus;
import io.parley.kit.event.Event;
import io.parley.kit.json.Json;
import io.parley.messaging.customer.PhoneNumber;
import io.parley.messaging.customer.Sighting;
import io.parley.messaging.message.MessageEvents;
import io.parley.messaging.receive.InboundMessages.Stored;
import java.util.UUID;

/** Reports a stored message, from what its webhook says alone, so that a repetition reports the same. */
final class ReceivedEvents {

    private ReceivedEvents() {}

    static Event of(Stored stored) {
        var message = stored.message();
        var origin = message.origin();
        return MessageEvents.received(
                        origin.tenant(),
                        new MessageEvent(
                                stored.id(),
                                stored.conversation(),
                                Direction.INBOUND,
                                message.type(),
                                Json.events().readValue(stored.content(), Json.OBJECT),
                                MessageStatus.DELIVERED,
                                message.fromAddress(),
                                message.toAddress(),
                                origin.phoneNumberId(),
                                message.wamid(),
                                stored.replyTo(),
                                null,
                                null,
                                null,
                                message.at(),
                                origin.receivedAt(),
                                message.context(),
                                null,
                                null,
                                null,
                                profile(stored.customer(), message.sender())))
                .with(EventHeaders.TRACEPARENT, origin.traceparent());
    }

    /** Returns what a message says of its customer. */
    static CustomerProfile profile(UUID customer, Sighting sender) {
        return new CustomerProfile(
                customer,
                sender.phone().map(PhoneNumber::e164).orElse(null),
                sender.userId().orElse(null),
                sender.name(),
                sender.username());
    }
}
