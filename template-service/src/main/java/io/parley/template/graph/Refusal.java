package io.parley.template.graph;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Why Meta refuses. What it wrote for users ({@code error_user_title}, {@code error_user_msg}) is what users read.
 *
 * @param subcode 0 where there is none
 * @param words Meta's own, for people
 * @param technical Meta's own, for developers; may name the parameter
 */
public record Refusal(int code, int subcode, String words, String technical) {

    /** Meta: there is no such template. */
    private static final int TEMPLATE_NOT_FOUND = 2593002;

    /** Meta: there is no such object, or nothing that the token may see. */
    private static final int OBJECT_NOT_FOUND = 33;

    private static final int LONGEST = 1_000;

    /** {@code components[1]['buttons'][0]['text']}. */
    private static final Pattern PATH = Pattern.compile(
            "(name|language|category|components|parameter_format)((\\[[0-9]{1,3}]|\\['[a-z_]{1,40}'])*)");

    /** What Meta means where it names nothing itself. */
    private static final Map<Integer, String> FIELDS = Map.ofEntries(
            Map.entry(2388023, "name"),
            Map.entry(2388024, "language"),
            Map.entry(2388025, "category"),
            Map.entry(2388039, "components"),
            Map.entry(2388040, "components"),
            Map.entry(2388047, "components"),
            Map.entry(2388072, "components"),
            Map.entry(2388073, "components"),
            Map.entry(2388085, "components"),
            Map.entry(2388293, "components"),
            Map.entry(2388299, "components"));

    static Refusal of(JsonNode error) {
        var message = error.path("message").asString("");
        var details = error.path("error_data").path("details").asString("");
        var forUsers = Stream.of("error_user_title", "error_user_msg")
                .map(name -> error.path(name).asString("").strip())
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(": "));
        var words = Stream.of(forUsers, details, message)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("no reason given");
        return new Refusal(
                error.path("code").asInt(0), error.path("error_subcode").asInt(0), cut(words), message + ' ' + details);
    }

    static Refusal ofStatus(int status) {
        return new Refusal(status, 0, "the Graph API answered with status " + status, "");
    }

    /** Returns the field of our request that Meta speaks of, where it can be told. */
    public Optional<String> field() {
        var path = PATH.matcher(technical);
        if (path.find() && (path.group(1).contains("_") || !path.group(2).isEmpty() || technical.contains("Param "))) {
            return Optional.of((path.group(1) + path.group(2).replaceAll("\\['([a-z_]+)']", ".$1"))
                    .replace("parameter_format", "parameterFormat"));
        }
        return Optional.ofNullable(FIELDS.get(subcode));
    }

    /** Tells whether what was to be changed does not exist at Meta. */
    public boolean saysNotFound() {
        return subcode == TEMPLATE_NOT_FOUND || (code == 100 && subcode == OBJECT_NOT_FOUND);
    }

    private static String cut(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }
}
