package io.parley.kit.api;

import com.fasterxml.jackson.databind.JavaType;
import io.parley.kit.security.Caller;
import io.parley.kit.security.SecurityProperties;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.jackson.ModelResolver;
import org.springdoc.core.configuration.SpringDocConfiguration;
import org.springdoc.core.converters.ModelConverterRegistrar;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Serves the service's OpenAPI document at /internal/openapi. Nothing of it is made before somebody asks for it. */
@AutoConfiguration(before = SpringDocConfiguration.class)
@EnableConfigurationProperties({ApiProperties.class, SecurityProperties.class})
class ApiConfiguration {

    private static final String SPRINGDOC = "org.springdoc.";

    /** Some 20 beans and a second Jackson would start with every service, for a page that few look at. */
    @Bean
    static BeanFactoryPostProcessor documentOnFirstRequest() {
        return factory -> {
            for (var name : factory.getBeanDefinitionNames()) {
                var definition = factory.getBeanDefinition(name);
                if (isOfSpringdoc(definition)) {
                    definition.setLazyInit(true);
                }
            }
        };
    }

    private static boolean isOfSpringdoc(BeanDefinition definition) {
        var type = definition.getBeanClassName();
        if (type != null && type.startsWith(SPRINGDOC)) {
            return true;
        }
        if (!(definition instanceof AnnotatedBeanDefinition annotated)) {
            return false;
        }
        var factoryMethod = annotated.getFactoryMethodMetadata();
        return factoryMethod != null && factoryMethod.getDeclaringClassName().startsWith(SPRINGDOC);
    }

    @Bean
    @Lazy
    SchemaNames schemaNames() {
        return new SchemaNames();
    }

    /** Takes the place of the one that calls every {@code Listing} the same. */
    @Bean
    @Lazy
    @Order(Ordered.HIGHEST_PRECEDENCE)
    ModelResolver namedSchemas(ObjectMapperProvider mappers, SchemaNames names) {
        return new ModelResolver(mappers.jsonMapper(), names).openapi31(true);
    }

    @Bean
    @Lazy
    @Order(Ordered.LOWEST_PRECEDENCE)
    ModelConverter wireTypes(ObjectMapperProvider mappers) {
        return new WireTypes(mappers.jsonMapper().getTypeFactory()::constructType);
    }

    @Bean
    @Lazy
    GlobalOperationCustomizer rolesInDescriptions(ApiProperties properties) {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class);
        SpringDocUtils.getConfig()
                .addRequestWrapperToIgnore(properties.resolved().toArray(Class<?>[]::new));
        return new RoleNeeded();
    }

    /** {@code converters} are asked for because springdoc puts them to work when their bean is made, which is lazy here. */
    @Bean
    @Lazy
    GlobalOpenApiCustomizer completeDocument(
            ApiProperties properties,
            SecurityProperties security,
            SchemaNames names,
            ModelConverterRegistrar converters) {
        var notes = ApiNotes.read();
        return document -> {
            new Operations(notes, properties, security).complete(document);
            new RecordSchemas(names).complete(document);
        };
    }

    /** What makes a Jackson type of a Java type. */
    @FunctionalInterface
    interface Types {

        JavaType of(java.lang.reflect.Type type);
    }
}
