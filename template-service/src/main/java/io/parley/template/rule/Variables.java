package io.parley.template.rule;

import io.parley.contract.TemplateChanged.ParameterFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The variables of a text, in the order of their first appearance: {@code {{1}}} or {@code {{first_name}}}. */
public final class Variables {

    /** A variable in a text; its name is the first group. */
    public static final Pattern VARIABLE = Pattern.compile("\\{\\{([A-Za-z0-9_]+)}}");

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,3}");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");
    private static final Pattern ADJACENT = Pattern.compile("}}\\s*\\{\\{");

    private Variables() {}

    /** Returns their names. */
    public static List<String> of(String text) {
        var names = new LinkedHashSet<String>();
        var matcher = VARIABLE.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return List.copyOf(names);
    }

    static boolean isNumber(String name) {
        return NUMBER.matcher(name).matches();
    }

    /** Notes what is wrong with the variables of {@code field}'s text {@code key}; returns them where nothing is. */
    static List<String> check(Field field, String key, String text, ParameterFormat format) {
        var rest = VARIABLE.matcher(text).replaceAll("");
        if (rest.contains("{{") || rest.contains("}}")) {
            field.refuse(key, "has braces that are no variable such as {{1}} or {{first_name}}");
            return List.of();
        }
        var names = of(text);
        var problem = format == ParameterFormat.NAMED ? wrongName(names) : wrongNumber(names);
        if (!problem.isEmpty()) {
            field.refuse(key, problem);
            return List.of();
        }
        if (ADJACENT.matcher(text).find()) {
            field.refuse(key, "has two variables with no text between them");
        }
        return names;
    }

    /** Notes a variable at an end of a body. */
    static void requireTextAround(Field field, String key, String text) {
        var trimmed = text.strip();
        if (trimmed.startsWith("{{") || trimmed.endsWith("}}")) {
            field.refuse(key, "must not begin or end with a variable");
        }
    }

    private static String wrongName(List<String> names) {
        return names.stream()
                .filter(name -> !NAME.matcher(name).matches())
                .findFirst()
                .map(name -> isNumber(name)
                        ? "mixes {{" + name + "}} with named variables"
                        : "has a variable {{" + name + "}}: names have lower-case letters, digits and underscores only")
                .orElse("");
    }

    private static String wrongNumber(List<String> names) {
        var named = names.stream().filter(name -> !isNumber(name)).findFirst();
        if (named.isPresent()) {
            return "has a variable {{" + named.get() + "}}, but variables are numbered here";
        }
        return IntStream.rangeClosed(1, names.size())
                .filter(number -> !names.contains(String.valueOf(number)))
                .mapToObj(number -> "has no {{" + number + "}}: variables are numbered from 1 without gaps")
                .findFirst()
                .orElse("");
    }
}
