package io.parley.conversation.inbox;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonIgnore;
import io.parley.contract.Conversation;
import io.parley.contract.ConversationStatus;
import io.parley.contract.MessageEvent;
import io.parley.contract.TenantId;
import io.parley.conversation.person.Person;
import io.parley.conversation.person.Persons;
import io.parley.conversation.person.PhoneKey;
import io.parley.kit.id.Ids;
import io.parley.kit.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A thread as it stands, changed by telling it what happened. What messages do to it does not depend on their order or
 * on how often they are told; what agents do to it is kept beside that, with the place among the customer's messages at
 * which they did it. Fields are the table's columns.
 */
@JsonAutoDetect(
        fieldVisibility = Visibility.ANY,
        getterVisibility = Visibility.NONE,
        isGetterVisibility = Visibility.NONE)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@SuppressWarnings("NullAway.Init")
public final class ConversationState {

    /** Cloud API, "Customer service windows". */
    private static final Duration WINDOW = Duration.ofHours(24);

    private UUID tenantId;
    private UUID id;
    private String phoneNumberId;
    private @Nullable UUID customerId;
    private @Nullable String address;
    private @Nullable String phoneNumber;
    private @Nullable String phoneKey;
    private @Nullable String userId;
    private @Nullable UUID contactId;
    private @Nullable String contactName;
    private @Nullable UUID mergedInto;
    private ConversationStatus status = ConversationStatus.OPEN;
    private @Nullable Instant closedAt;
    private @Nullable Long closedPosition;
    private @Nullable UUID assignedTo;
    private List<String> tags = List.of();
    private int version = 1;
    private @Nullable Instant readAt;
    private @Nullable Long readPosition;
    private int unreadCount;
    private @Nullable Instant inboundAt;
    private @Nullable Long inboundPosition;
    private @Nullable UUID inboundId;
    private Instant lastMessageAt;
    private UUID lastMessageId;
    private int untrimmed;
    private String searchText = "";
    private List<String> changed = List.of();
    private long revision;
    private Instant createdAt;
    private Instant updatedAt;

    @JsonIgnore
    private String stored = "";

    @JsonIgnore
    private Map<String, Object> shown = Map.of();

    private ConversationState() {}

    /** Begins a thread with the first message that is heard of it. */
    public static ConversationState begin(TenantId tenant, MessageEvent message) {
        var state = new ConversationState();
        state.tenantId = tenant.value();
        state.id = message.conversationId();
        state.phoneNumberId = message.phoneNumberId();
        state.lastMessageAt = message.createdAt();
        state.lastMessageId = message.id();
        state.createdAt = message.createdAt();
        state.updatedAt = message.updatedAt();
        return state;
    }

    /** Reads a row as JSON, to be shown. */
    public static ConversationState read(String json) {
        return Json.events().readValue(json, ConversationState.class);
    }

    /** Reads a row as JSON, to be changed and saved. */
    static ConversationState readToChange(String json) {
        var state = read(json);
        state.stored = state.json();
        state.shown = state.shows();
        return state;
    }

    String json() {
        return Json.events().writeValueAsString(this);
    }

    public TenantId tenant() {
        return new TenantId(tenantId);
    }

    public UUID id() {
        return id;
    }

    public long revision() {
        return revision;
    }

    public int version() {
        return version;
    }

    public ConversationStatus status() {
        return status;
    }

    public @Nullable UUID assignedTo() {
        return assignedTo;
    }

    public UUID lastMessageId() {
        return lastMessageId;
    }

    public Instant updatedAt() {
        return updatedAt;
    }

    /** Returns what the latest revision changed. */
    public List<String> changed() {
        return changed;
    }

    /** Returns how it names the one at its other end. */
    public Persons.Named named() {
        return new Persons.Named(tenant(), customerId, address);
    }

    /** Hears of a message that belongs to it, and is in its list of recent ones now. */
    public void hear(MessageEvent message, @Nullable String otherEnd) {
        createdAt = earlier(createdAt, message.createdAt());
        updatedAt = later(updatedAt, message.updatedAt());
        address = preferred(address, otherEnd);
    }

    /** Learns which customer it is with; the one that its id was made of wins over one who took that one's place. */
    public void belongTo(UUID customer) {
        var own = Ids.derived("conversation", tenant(), phoneNumberId, customer).equals(id);
        if (customerId == null || own) {
            customerId = customer;
        }
    }

    /** The customer has written: the window is open, and a thread that was closed before is open again. */
    public void hearCustomer(UUID message, Mark place) {
        var before = inbound();
        if (before.isEmpty() || before.get().compareTo(place) < 0) {
            inboundAt = place.at();
            inboundPosition = place.position();
            inboundId = message;
        }
        var isNew =
                closedAt == null || closedPosition == null || new Mark(closedAt, closedPosition).compareTo(place) < 0;
        if (status == ConversationStatus.CLOSED && isNew) {
            open();
        }
    }

    /** Everything up to {@code place} has been read. */
    public void read(Mark place) {
        if (read().isEmpty() || read().get().compareTo(place) < 0) {
            readAt = place.at();
            readPosition = place.position();
        }
    }

    /** Everything the customer wrote so far has been read; returns the newest of it. */
    public Optional<UUID> readAll() {
        inbound().ifPresent(this::read);
        unreadCount = 0;
        return Optional.ofNullable(inboundId);
    }

    /** Returns up to where it has been read. */
    public Optional<Mark> read() {
        return readAt == null || readPosition == null ? Optional.empty() : Optional.of(new Mark(readAt, readPosition));
    }

    private Optional<Mark> inbound() {
        return inboundAt == null || inboundPosition == null
                ? Optional.empty()
                : Optional.of(new Mark(inboundAt, inboundPosition));
    }

    /** Takes over how many messages are unread. */
    public void countUnread(int count) {
        unreadCount = count;
    }

    /** Takes over which message is its newest. */
    public void end(UUID message, Instant at) {
        lastMessageId = message;
        lastMessageAt = at;
    }

    /** Counts messages that were added to its recent ones; returns whether those are to be cut back now. */
    public boolean addRecent(int added, int atMost) {
        untrimmed += added;
        if (untrimmed < atMost) {
            return false;
        }
        untrimmed = 0;
        return true;
    }

    /** Takes over how the one at its other end is shown. */
    public void show(Person person) {
        phoneNumber = person.phoneNumber();
        phoneKey = PhoneKey.of(person.phoneNumber());
        userId = person.userId();
        contactId = person.contactId();
        contactName = person.name();
        mergedInto = person.mergedInto() == null
                ? null
                : Ids.derived("conversation", tenant(), phoneNumberId, person.mergedInto());
        searchText = SearchText.of(contactName, phoneNumber, userId);
    }

    /** Nothing is left to do, as far as the customer has written. */
    public void close() {
        if (status == ConversationStatus.CLOSED) {
            return;
        }
        status = ConversationStatus.CLOSED;
        closedAt = inboundAt;
        closedPosition = inboundPosition;
        version++;
    }

    public void open() {
        if (status == ConversationStatus.OPEN) {
            return;
        }
        status = ConversationStatus.OPEN;
        closedAt = null;
        closedPosition = null;
        version++;
    }

    /** Gives it to {@code user}, or to nobody; returns whether that changes anything. */
    public boolean assign(@Nullable UUID user) {
        if (Objects.equals(assignedTo, user)) {
            return false;
        }
        assignedTo = user;
        version++;
        return true;
    }

    public void tag(List<String> newTags) {
        if (!tags.equals(newTags)) {
            tags = List.copyOf(newTags);
            version++;
        }
    }

    public void touch(Instant now) {
        updatedAt = later(updatedAt, now);
    }

    /**
     * Makes what happened a new revision where any of it shows, or {@code more} fields changed that are kept elsewhere;
     * returns whether it must be saved.
     */
    public boolean conclude(List<String> more) {
        var differing = new ArrayList<String>(more);
        shows().forEach((field, value) -> {
            if (!value.equals(shown.get(field)) && !differing.contains(field)) {
                differing.add(field);
            }
        });
        if (!differing.isEmpty()) {
            changed = List.copyOf(differing);
            revision++;
        }
        return !json().equals(stored);
    }

    private Map<String, Object> shows() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("phoneNumber", Optional.ofNullable(phoneNumber));
        fields.put("userId", Optional.ofNullable(userId));
        fields.put("contactName", Optional.ofNullable(contactName));
        fields.put("contactId", Optional.ofNullable(contactId));
        fields.put("status", status);
        fields.put("assignedTo", Optional.ofNullable(assignedTo));
        fields.put("tags", tags);
        fields.put("unreadCount", unreadCount);
        fields.put("lastMessage", lastMessageId);
        fields.put("lastMessageAt", lastMessageAt);
        fields.put("windowExpiresAt", Optional.ofNullable(inboundAt));
        fields.put("mergedInto", Optional.ofNullable(mergedInto));
        return fields;
    }

    /** Returns it as the API shows it, with its newest message. */
    public Conversation view(@Nullable MessageEvent lastMessage) {
        return new Conversation(
                id,
                phoneNumber,
                userId,
                phoneNumberId,
                contactName,
                contactId,
                status,
                assignedTo,
                tags,
                unreadCount,
                lastMessage,
                lastMessageAt,
                inboundAt == null ? null : inboundAt.plus(WINDOW),
                mergedInto,
                version,
                createdAt,
                updatedAt);
    }

    private static Instant earlier(Instant one, Instant other) {
        return other.isBefore(one) ? other : one;
    }

    private static Instant later(Instant one, Instant other) {
        return other.isAfter(one) ? other : one;
    }

    /** A phone number rather than a user id, and always the same of two. */
    private static @Nullable String preferred(@Nullable String one, @Nullable String other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        var onePhone = one.startsWith("+");
        var otherPhone = other.startsWith("+");
        if (onePhone != otherPhone) {
            return onePhone ? one : other;
        }
        return one.compareTo(other) >= 0 ? one : other;
    }
}
