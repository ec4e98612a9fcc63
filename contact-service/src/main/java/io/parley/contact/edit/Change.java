package io.parley.contact.edit;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;

/** What a merge patch says of one field (RFC 7396): nothing, null, or a new value. */
@JsonDeserialize(using = Change.Deserializer.class)
sealed interface Change<T> {

    /** The field is absent. */
    record Keep<T>() implements Change<T> {}

    /** The field is null. */
    record Clear<T>() implements Change<T> {}

    /** The field has a value. */
    record To<T>(T value) implements Change<T> {}

    /** Returns what {@code current} becomes. */
    default @Nullable T applyTo(@Nullable T current) {
        return switch (this) {
            case Keep<T>() -> current;
            case Clear<T>() -> null;
            case To<T>(var value) -> value;
        };
    }

    /** Tells absence from null, which Jackson does not do on its own. */
    final class Deserializer extends ValueDeserializer<Change<?>> {

        private final @Nullable JavaType type;

        Deserializer() {
            this(null);
        }

        private Deserializer(@Nullable JavaType type) {
            this.type = type;
        }

        @Override
        public ValueDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property) {
            var whole = property == null ? context.getContextualType() : property.getType();
            return new Deserializer(whole.containedTypeOrUnknown(0));
        }

        @Override
        public Change<?> deserialize(JsonParser parser, DeserializationContext context) {
            return new To<>(context.readValue(parser, type));
        }

        @Override
        public Change<?> getNullValue(DeserializationContext context) {
            return new Clear<>();
        }

        @Override
        public Change<?> getAbsentValue(DeserializationContext context) {
            return new Keep<>();
        }
    }
}
