package io.parley.kit.api;

import io.swagger.v3.core.jackson.TypeNameResolver;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Names schemas after their classes, nested ones also after the class around them, and remembers which is whose. */
final class SchemaNames extends TypeNameResolver {

    private static final List<String> ROLES = List.of("QueryController", "ViewController", "Controller", "Queries");

    private final Map<String, Class<?>> classes = new ConcurrentHashMap<>();

    @Override
    protected String getNameOfClass(Class<?> type) {
        var name = nameOf(type);
        classes.put(name, type);
        return name;
    }

    Optional<Class<?>> classOf(String schema) {
        return Optional.ofNullable(classes.get(schema));
    }

    private static String nameOf(Class<?> type) {
        var outer = type.getDeclaringClass();
        if (outer == null) {
            return type.getSimpleName();
        }
        var around = nameOf(outer);
        for (var role : ROLES) {
            if (around.endsWith(role)) {
                around = around.substring(0, around.length() - role.length());
                break;
            }
        }
        return around + type.getSimpleName();
    }
}
