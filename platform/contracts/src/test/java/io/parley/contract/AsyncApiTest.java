package io.parley.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The description of the topics says what the code writes: every topic, every field, every golden file. */
class AsyncApiTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final JsonNode DOCUMENT = JSON.readTree(text(Path.of("../../docs/asyncapi/asyncapi.json")));

    /** The schemas of the records that events consist of. */
    private static final Map<String, Class<?>> RECORDS = Map.ofEntries(
            Map.entry("MessageEvent", MessageEvent.class),
            Map.entry("MessageError", MessageError.class),
            Map.entry("MessageContext", MessageContext.class),
            Map.entry("CustomerProfile", CustomerProfile.class),
            Map.entry("MessageChanged", MessageChanged.class),
            Map.entry("StatusChanged", StatusChanged.class),
            Map.entry("Conversation", Conversation.class),
            Map.entry("ConversationUpdated", ConversationUpdated.class),
            Map.entry("ContactChanged", ContactChanged.class),
            Map.entry("TemplateChanged", TemplateChanged.class),
            Map.entry("TenantSettings", TenantSettings.class),
            Map.entry("TenantSettingsNumber", TenantSettings.Number.class),
            Map.entry("TenantSettingsWebhook", TenantSettings.Webhook.class),
            Map.entry("TenantSettingsInbox", TenantSettings.Inbox.class),
            Map.entry("UserChanged", UserChanged.class),
            Map.entry("CustomerChanged", CustomerChanged.class),
            Map.entry("NumberStatus", NumberStatus.class),
            Map.entry("WebhookOutcome", WebhookOutcome.class),
            Map.entry("WebhookOutcomeElement", WebhookOutcome.Element.class),
            Map.entry("Typing", Typing.class),
            Map.entry("Presence", Presence.class),
            Map.entry("PresencePresent", Presence.Present.class),
            Map.entry("PresenceBeat", PresenceBeat.class),
            Map.entry("ErasureRequested", ErasureRequested.class),
            Map.entry("ErasureCompleted", ErasureCompleted.class));

    static Stream<Map.Entry<String, Class<?>>> records() {
        return RECORDS.entrySet().stream();
    }

    static Stream<JsonNode> channels() {
        return elements(DOCUMENT.path("channels"));
    }

    static Stream<Path> goldenFiles() throws IOException {
        return Files.list(Path.of("src/test/resources/golden"));
    }

    @Test
    void describesEveryTopicWithItsTypeAndNoOther() {
        var topics = constants(Topics.class);
        topics.remove(Topics.DEAD_LETTER_SUFFIX);

        assertThat(channels().map(channel -> channel.path("address").stringValue()))
                .containsExactlyInAnyOrderElementsOf(topics);
        assertThat(elements(DOCUMENT.path("components").path("messages"))
                        .map(message -> message.path("name").stringValue()))
                .containsExactlyInAnyOrderElementsOf(constants(EventTypes.class));
    }

    @ParameterizedTest
    @MethodSource("channels")
    void saysHowLongRecordsAreKept(JsonNode channel) {
        var configuration = channel.at("/bindings/kafka/topicConfiguration");
        var retention = Topics.named(channel.path("address").stringValue()).retention();

        assertThat(configuration.path("cleanup.policy").path(0).stringValue())
                .isEqualTo(retention.isPresent() ? "delete" : "compact");
        retention.ifPresent(time ->
                assertThat(configuration.path("retention.ms").longValue()).isEqualTo(time.toMillis()));
    }

    @Test
    void namesEveryHeader() {
        var named = new HashSet<>(schema("Headers").path("properties").propertyNames());
        named.addAll(schema("RawWebhookHeaders").path("properties").propertyNames());

        assertThat(named).containsExactlyInAnyOrderElementsOf(constants(EventHeaders.class));
    }

    @ParameterizedTest
    @MethodSource("records")
    void namesTheFieldsOfARecordAndWhichAreAlwaysThere(Map.Entry<String, Class<?>> described) {
        var schema = schema(described.getKey());
        var components = described.getValue().getRecordComponents();

        assertThat(schema.path("properties").propertyNames())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(components).map(RecordComponent::getName).toList());
        assertThat(elements(schema.path("required")).map(JsonNode::stringValue))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(components)
                        .filter(component -> isAlwaysThere(component, described.getValue()))
                        .map(RecordComponent::getName)
                        .toList());
        for (var component : components) {
            var property = resolved(schema.path("properties").path(component.getName()));
            assertFits(property, component.getType());
        }
    }

    @ParameterizedTest
    @MethodSource("goldenFiles")
    void admitsWhatIsWritten(Path golden) {
        var topic = golden.getFileName().toString().replace(".json", "");

        assertThat(validate(topic, text(golden))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("goldenFiles")
    void refusesWhatLacksAField(Path golden) {
        var topic = golden.getFileName().toString().replace(".json", "");
        var required = resolved(payload(topic)).path("required").path(0).stringValue();
        var lacking = (ObjectNode) JSON.readTree(text(golden));
        lacking.remove(required);

        assertThat(validate(topic, lacking.toString())).anyMatch(problem -> problem.contains(required));
    }

    private static Stream<String> validate(String topic, String event) {
        var root = JSON.createObjectNode();
        root.setAll((ObjectNode) payload(topic));
        root.set("components", DOCUMENT.path("components"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(root.toString(), InputFormat.JSON)
                .validate(event, InputFormat.JSON)
                .stream()
                .map(Object::toString);
    }

    private static JsonNode payload(String topic) {
        return elements(DOCUMENT.path("components").path("messages"))
                .filter(message -> message.path("name").stringValue().equals("io.parley." + topic))
                .findFirst()
                .orElseThrow()
                .path("payload");
    }

    private static void assertFits(JsonNode property, Class<?> type) {
        if (type.isEnum()) {
            assertThat(elements(property.path("enum")).map(JsonNode::stringValue))
                    .containsExactlyInAnyOrderElementsOf(Arrays.stream(type.getEnumConstants())
                            .map(String::valueOf)
                            .toList());
        }
        if (type == UUID.class || type == TenantId.class) {
            assertThat(property.path("format").stringValue()).isEqualTo("uuid");
        }
        if (type == Instant.class) {
            assertThat(property.path("format").stringValue()).isEqualTo("date-time");
        }
    }

    private static boolean isAlwaysThere(RecordComponent component, Class<?> type) {
        var own = component.getAccessor().getAnnotation(JsonInclude.class);
        var inclusion = own == null ? type.getAnnotation(JsonInclude.class) : own;
        var mayBeNull = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        return !mayBeNull || inclusion == null || inclusion.value() == JsonInclude.Include.ALWAYS;
    }

    private static JsonNode schema(String name) {
        return DOCUMENT.path("components").path("schemas").path(name);
    }

    private static JsonNode resolved(JsonNode schema) {
        var reference = schema.path("$ref").asString("");
        return reference.isEmpty() ? schema : DOCUMENT.at(reference.substring(1));
    }

    private static Stream<JsonNode> elements(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false);
    }

    private static Set<String> constants(Class<?> type) {
        return Arrays.stream(type.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == String.class)
                .map(field -> {
                    try {
                        return (String) field.get(null);
                    } catch (IllegalAccessException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static String text(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
