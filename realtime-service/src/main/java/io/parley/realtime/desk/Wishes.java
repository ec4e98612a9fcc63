package io.parley.realtime.desk;

import io.parley.contract.EventHeaders;
import io.parley.contract.EventTypes;
import io.parley.contract.Topics;
import io.parley.contract.Typing;
import io.parley.kit.event.Event;
import io.parley.kit.event.EventPublisher;
import io.parley.kit.id.Ids;
import io.parley.realtime.engine.SocketServer;
import io.socket.engineio.server.Emitter.Listener;
import io.socket.socketio.server.SocketIoSocket;
import io.socket.socketio.server.SocketIoSocket.ReceivedByLocalAcknowledgementCallback;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.json.JSONObject;

/** What a client may ask for: to join and leave conversations, and to have others know that its user types. */
final class Wishes {

    private static final int MOST_TYPING = 20;

    private final SocketServer server;
    private final EventPublisher events;
    private final Ids ids;
    private final Clock clock;
    private final SocketProperties properties;

    Wishes(SocketServer server, EventPublisher events, Ids ids, Clock clock, SocketProperties properties) {
        this.server = server;
        this.events = events;
        this.ids = ids;
        this.clock = clock;
        this.properties = properties;
    }

    void hear(SocketIoSocket socket, Visitor visitor) {
        var pace = new Pace(properties.eventsPerSecond(), clock);
        on(socket, pace, "join-conversation", id -> visitor.join(id, properties.rooms()));
        on(socket, pace, "leave-conversation", id -> {
            visitor.leave(id);
            return true;
        });
        on(socket, pace, "typing-start", id -> {
            tell(visitor, id, true);
            return true;
        });
        on(socket, pace, "typing-stop", id -> {
            tell(visitor, id, false);
            return true;
        });
    }

    /** Whoever is gone types no more. */
    void stopTyping(Visitor visitor) {
        List.copyOf(visitor.typing()).forEach(conversation -> tell(visitor, conversation, false));
    }

    private void on(SocketIoSocket socket, Pace pace, String name, Predicate<UUID> wish) {
        socket.on(name, (Listener) arguments -> {
            var last = arguments.length == 0 ? null : arguments[arguments.length - 1];
            var answer = answer(pace, arguments, wish);
            if (last instanceof ReceivedByLocalAcknowledgementCallback ack) {
                ack.sendAcknowledgement(answer);
            }
            if (pace.isHopeless()) {
                server.dismiss(socket);
            }
        });
    }

    private static JSONObject answer(Pace pace, Object[] arguments, Predicate<UUID> wish) {
        if (!pace.admits()) {
            return refusal("TOO_MANY_REQUESTS");
        }
        var conversation = arguments.length == 0 ? Optional.<UUID>empty() : idIn(arguments[0]);
        if (conversation.isEmpty()) {
            return refusal("VALIDATION_FAILED");
        }
        return wish.test(conversation.get())
                ? new JSONObject().put("success", true)
                : refusal("TOO_MANY_CONVERSATIONS");
    }

    private static JSONObject refusal(String code) {
        return new JSONObject().put("success", false).put("code", code);
    }

    /** The id itself, or an object that holds it. */
    private static Optional<UUID> idIn(Object argument) {
        var text = argument instanceof JSONObject object ? object.opt("conversationId") : argument;
        try {
            return text instanceof String id && UUID.fromString(id).toString().equalsIgnoreCase(id)
                    ? Optional.of(UUID.fromString(id))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void tell(Visitor visitor, UUID conversation, boolean begun) {
        if (begun && visitor.typing().size() < MOST_TYPING) {
            visitor.typing().add(conversation);
        } else {
            visitor.typing().remove(conversation);
        }
        var caller = visitor.pass().caller();
        var typing = new Typing(conversation, caller.user(), caller.name(), begun);
        // Where the broker is away nobody learns of it: it would be worth nothing later.
        var unused = events.send(Event.of(Topics.TYPING, EventTypes.TYPING, ids.next(), caller.tenant(), conversation)
                .at(clock.instant())
                .with(EventHeaders.SOCKET, visitor.socket())
                .carrying(typing));
    }
}
