package io.parley.kit.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JavaType;
import io.parley.kit.crypto.Secret;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.Executable;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.node.ArrayNode;

/** Describes types by what stands for them on the wire, where reflection alone would describe their insides. */
final class WireTypes implements ModelConverter {

    private final ApiConfiguration.Types types;

    WireTypes(ApiConfiguration.Types types) {
        this.types = types;
    }

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        var known = types.of(type.getType());
        var raw = known.getRawClass();
        if (ArrayNode.class.isAssignableFrom(raw)) {
            return text("array").items(new JsonSchema());
        }
        if (JsonNode.class.isAssignableFrom(raw)) {
            return new JsonSchema();
        }
        if (raw == Secret.class) {
            return text("string").format("password");
        }
        if (isMadeOfText(raw)) {
            return text("string");
        }
        if (isWrapper(known)) {
            return orNull(context.resolve(new AnnotatedType(known.containedType(0)).resolveAsRef(true)));
        }
        var value = valueOf(raw);
        if (value.isPresent()) {
            return context.resolve(new AnnotatedType(value.get().getGenericType()).resolveAsRef(true));
        }
        if (raw.isSealed()
                && Arrays.stream(raw.getPermittedSubclasses())
                        .allMatch(one -> valueOf(one).isPresent())) {
            var either = new JsonSchema();
            for (var one : raw.getPermittedSubclasses()) {
                either.addAnyOfItem(context.resolve(new AnnotatedType(one).resolveAsRef(true)));
            }
            return either;
        }
        return chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
    }

    /** Adds null to what {@code schema} allows. */
    static Schema<?> orNull(@Nullable Schema<?> schema) {
        if (schema == null) {
            return new JsonSchema();
        }
        if (schema.get$ref() != null || schema.getAnyOf() != null) {
            return new JsonSchema().addAnyOfItem(schema).addAnyOfItem(text("null"));
        }
        if (schema.getTypes() == null && schema.getType() == null) {
            return schema;
        }
        if (schema.getTypes() == null) {
            schema.addType(schema.getType());
        }
        schema.addType("null");
        return schema;
    }

    static Schema<?> text(String type) {
        var schema = new JsonSchema();
        schema.addType(type);
        return schema;
    }

    /** A patch's field: what it reads is its content. */
    static boolean isWrapper(JavaType type) {
        return type.containedTypeCount() == 1 && isWrapper(type.getRawClass());
    }

    static boolean isWrapper(Class<?> type) {
        return type.isSealed() && type.isAnnotationPresent(JsonDeserialize.class);
    }

    private static boolean isMadeOfText(Class<?> type) {
        return Stream.<Executable>concat(
                        Arrays.stream(type.getDeclaredMethods()), Arrays.stream(type.getDeclaredConstructors()))
                .filter(one -> one.isAnnotationPresent(JsonCreator.class))
                .anyMatch(one -> one.getParameterCount() == 1 && one.getParameterTypes()[0] == String.class);
    }

    private static Optional<RecordComponent> valueOf(Class<?> type) {
        if (!type.isRecord()) {
            return Optional.empty();
        }
        return Arrays.stream(type.getRecordComponents())
                .filter(one -> one.getAccessor().isAnnotationPresent(JsonValue.class))
                .findFirst();
    }
}
