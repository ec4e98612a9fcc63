package io.parley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Each event has one file that shows how it looks on the wire, so that a change of the wire is a diff to be reviewed. */
class GoldenEventsTest {

    static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    static final UUID ID = UUID.fromString("01902d5e-0000-7000-8000-000000000001");
    static final UUID OTHER = UUID.fromString("01902d5e-0000-7000-8000-000000000002");

    final JsonMapper json = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    static Stream<Arguments> events() {
        return Stream.of(
                Arguments.of("message-received", received()),
                Arguments.of("status-changed", statusChanged()),
                Arguments.of("message-mirrored", mirrored()),
                Arguments.of("message-changed", new MessageChanged(MessageChanged.Change.EDITED, mirrored())),
                Arguments.of("conversation-updated", conversationUpdated()),
                Arguments.of("typing", new Typing(ID, OTHER, "Ada Byron", true)),
                Arguments.of(
                        "presence", new Presence(ID, OTHER, List.of(new Presence.Present(OTHER, "Ada Byron", NOON)))),
                Arguments.of("presence-beat", new PresenceBeat(ID, true, false)),
                Arguments.of("customer-changed", new CustomerChanged(new TenantId(OTHER), profile(), ID, NOON)),
                Arguments.of(
                        "number-status",
                        new NumberStatus(
                                new TenantId(OTHER),
                                "500600700800901",
                                NumberStatus.State.TOKEN_REJECTED,
                                3,
                                new MessageError("190", "Access token has expired", null),
                                NOON)),
                Arguments.of("template-changed", template()),
                Arguments.of("contact-changed", contact()),
                Arguments.of("webhook-outcome", outcome()),
                Arguments.of("tenant-settings", settings()),
                Arguments.of(
                        "erasure-requested",
                        new ErasureRequested(
                                ID, OTHER, List.of(ID), List.of("+447700900123", "GB.5550001112223334"), OTHER, NOON)),
                Arguments.of(
                        "erasure-completed",
                        new ErasureCompleted(ID, "messaging-service", NOON, Map.of("messages", 120L, "files", 2L))),
                Arguments.of("user-changed", new UserChanged(ID, new TenantId(OTHER), "Ada Byron", Role.OWNER, true)));
    }

    @ParameterizedTest
    @MethodSource("events")
    void isWrittenAsItsFileShows(String name, Object event) {
        assertThat(json.readTree(json.writeValueAsString(event))).isEqualTo(json.readTree(golden(name)));
    }

    @ParameterizedTest
    @MethodSource("events")
    void isReadFromItsFile(String name, Object event) {
        assertThat(json.readValue(golden(name), event.getClass())).isEqualTo(event);
    }

    private static MessageEvent received() {
        return new MessageEvent(
                ID,
                OTHER,
                Direction.INBOUND,
                MessageType.TEXT,
                Map.of("text", "Does it fit?"),
                MessageStatus.DELIVERED,
                "+447700900123",
                "+442079460123",
                "500600700800901",
                "wamid.HBgM",
                OTHER,
                null,
                null,
                null,
                NOON,
                NOON,
                new MessageContext(true, null, Map.of("source_type", "ad"), null),
                null,
                null,
                null,
                profile());
    }

    private static CustomerProfile profile() {
        return new CustomerProfile(OTHER, "+447700900123", "GB.5550001112223334", "Ada Byron", "@ada.b");
    }

    /** A message that the business's phone sent, then edited. */
    private static MessageEvent mirrored() {
        return new MessageEvent(
                ID,
                OTHER,
                Direction.OUTBOUND,
                MessageType.TEXT,
                Map.of("text", "It does."),
                MessageStatus.SENT,
                "+442079460123",
                "+447700900123",
                "500600700800901",
                "wamid.HBgM",
                null,
                null,
                null,
                null,
                NOON,
                NOON,
                null,
                MessageOrigin.PHONE_APP,
                NOON,
                null,
                null);
    }

    /** A conversation of a customer without a phone number, which somebody has just read. */
    private static ConversationUpdated conversationUpdated() {
        var conversation = new Conversation(
                ID,
                null,
                "GB.5550001112223334",
                "500600700800901",
                "Ada Byron",
                null,
                ConversationStatus.OPEN,
                OTHER,
                List.of("vip"),
                0,
                mirrored(),
                NOON,
                NOON,
                null,
                3,
                NOON,
                NOON);
        return new ConversationUpdated(conversation, List.of("unreadCount"), OTHER, ID, 7, NOON);
    }

    private static TemplateChanged template() {
        return new TemplateChanged(
                ID,
                new TenantId(OTHER),
                "700100200300401",
                "order_ok",
                "en_GB",
                "UTILITY",
                "APPROVED",
                TemplateChanged.ParameterFormat.POSITIONAL,
                List.of(Map.of("type", "BODY", "text", "Hi {{1}}, thanks for the order.")),
                null,
                "GREEN",
                NOON,
                false);
    }

    private static ContactChanged contact() {
        return new ContactChanged(
                ID,
                new TenantId(OTHER),
                "+447700900123",
                "GB.5550001112223334",
                "Ada Byron",
                "ada@company.example",
                List.of("vip"),
                true,
                NOON,
                NOON,
                false);
    }

    private static StatusChanged statusChanged() {
        return new StatusChanged(
                ID,
                OTHER,
                "wamid.HBgM",
                MessageStatus.SENT,
                MessageStatus.FAILED,
                NOON,
                new MessageError("131026", "Message undeliverable", "The recipient may not be on WhatsApp"),
                Map.of("category", "service"));
    }

    private static WebhookOutcome outcome() {
        return new WebhookOutcome(
                ID,
                "messaging-service",
                WebhookOutcome.Result.APPLIED,
                null,
                List.of(
                        new WebhookOutcome.Element(0, "message", "wamid.1", WebhookOutcome.Result.APPLIED, null),
                        new WebhookOutcome.Element(
                                1, "status", "wamid.2", WebhookOutcome.Result.IGNORED, "UNKNOWN_MESSAGE")));
    }

    private static TenantSettings settings() {
        return new TenantSettings(
                new TenantId(OTHER),
                3,
                List.of(new TenantSettings.Number(
                        "500600700800901", "700100200300401", "+442079460123", "AbC=", null, 1000)),
                new TenantSettings.Webhook(true, "DeF="),
                new TenantSettings.Inbox(false));
    }

    private static byte[] golden(String name) {
        try (var file = GoldenEventsTest.class.getResourceAsStream("/golden/" + name + ".json")) {
            assertThat(file).as("golden file of " + name).isNotNull();
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
