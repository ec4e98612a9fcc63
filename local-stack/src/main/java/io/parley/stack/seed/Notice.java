package io.parley.stack.seed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * A template of the hotel's, what WhatsApp thinks of it, and which customers get it; from {@code templates.json}.
 *
 * @param template as it is submitted
 * @param audience null where nobody gets it
 * @param variables what stands in its places, {@code {first}} and {@code {code}} filled for each customer
 */
record Notice(
        Map<String, Object> template,
        Verdict verdict,
        @Nullable Audience audience,
        List<String> variables) {

    private static final TypeReference<List<Notice>> LIST = new TypeReference<>() {};
    private static final int CODE_DIGITS = 5;

    @SuppressWarnings("ConstantConditions") // JSON may lack anything
    Notice {
        variables = variables == null ? List.of() : List.copyOf(variables);
    }

    /** How its review ends. */
    record Verdict(String status, @Nullable String reason) {

        boolean isOpen() {
            return status.equals("PENDING");
        }
    }

    /** Every so manyth customer of a country. */
    record Audience(String prefix, int every) {}

    static List<Notice> load() {
        try (var in = Objects.requireNonNull(Notice.class.getResourceAsStream("/seed/templates.json"))) {
            return JsonMapper.shared().readValue(in, LIST);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return String.valueOf(template.get("name"));
    }

    String language() {
        return String.valueOf(template.get("language"));
    }

    /** Which of the customers get it. */
    List<Story> audience(List<Story> stories) {
        if (audience == null) {
            return List.of();
        }
        var reached = stories.stream()
                .filter(story -> story.phone().startsWith(audience.prefix()))
                .toList();
        return IntStream.range(0, reached.size())
                .filter(place -> place % audience.every() == 0)
                .mapToObj(reached::get)
                .toList();
    }

    /** The content of the message that one of them gets. */
    Map<String, Object> to(Story story) {
        var values = new LinkedHashMap<String, Object>();
        for (var place = 0; place < variables.size(); place++) {
            values.put(Integer.toString(place + 1), fill(variables.get(place), story));
        }
        return Map.of("name", name(), "language", language(), "variables", values);
    }

    private static String fill(String text, Story story) {
        var phone = story.phone();
        return text.replace("{first}", story.name().split(" ")[0])
                .replace("{code}", "HH-" + phone.substring(phone.length() - CODE_DIGITS));
    }
}
