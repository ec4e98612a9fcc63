package io.parley.kit.api;

import io.parley.kit.web.CommonError;
import io.parley.kit.web.ErrorCode;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the document cannot see in the controllers.
 *
 * @param errors the enum of the refusals that this service can utter, besides the common ones
 * @param resolved parameter types of controllers that no caller sends
 */
@ConfigurationProperties("parley.api")
record ApiProperties(
        @DefaultValue("io.parley.kit.web.CommonError") Class<?> errors,
        @DefaultValue List<Class<?>> resolved) {

    ApiProperties {
        resolved = List.copyOf(resolved);
    }

    /** Returns the refusal of that name. Throws {@link IllegalStateException} where the service has none such. */
    ErrorCode error(String code) {
        for (var known : errors.getEnumConstants()) {
            if (known instanceof ErrorCode error && error.name().equals(code)) {
                return error;
            }
        }
        for (var common : CommonError.values()) {
            if (common.name().equals(code)) {
                return common;
            }
        }
        throw new IllegalStateException("error in api.yaml: " + code + " (expected: one of " + errors.getName() + ")");
    }
}
