package io.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.objenesis.SpringObjenesis;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What every service's API document says: each operation is explained, shown by examples that keep to its own schemas, and
 * names its errors. The controllers stand alone here, with nothing behind them, so that this takes two seconds.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ApiDocumentContract {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    /** What it takes to read controllers and nothing that answers through them. */
    private static final List<String> CONFIGURATIONS = List.of(
            "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration",
            "org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration",
            "org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration",
            "org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration",
            "io.parley.kit.api.ApiConfiguration",
            "org.springdoc.core.configuration.SpringDocConfiguration",
            "org.springdoc.core.properties.SpringDocConfigProperties",
            "org.springdoc.webmvc.core.configuration.SpringDocWebMvcConfiguration");

    private final String base;
    private JsonNode document = JsonMapper.shared().createObjectNode();
    private List<String> madeAtStart = List.of();

    /** @param base the service's base package */
    protected ApiDocumentContract(String base) {
        this.base = base;
    }

    @BeforeAll
    void reads() {
        new WebApplicationContextRunner()
                .withInitializer(context -> addSettings(context, "application.yaml", "parley-defaults.yaml"))
                .withInitializer(this::addControllers)
                .withConfiguration(AutoConfigurations.of(
                        CONFIGURATIONS.stream().map(ApiDocumentContract::type).toArray(Class<?>[]::new)))
                .run(context -> {
                    madeAtStart = singletonsOfSpringdoc(context.getSourceApplicationContext());
                    var answer = MockMvcBuilders.webAppContextSetup(context)
                            .build()
                            .perform(get("/internal/openapi"))
                            .andReturn()
                            .getResponse();
                    assertThat(answer.getStatus())
                            .as(answer.getContentAsString())
                            .isEqualTo(200);
                    document = JsonMapper.shared().readTree(answer.getContentAsByteArray());
                });
    }

    @Test
    void explainsEveryOperationWithAnExampleAndItsErrors() {
        var lacking = new ArrayList<String>();
        operations().forEach(operation -> {
            note(lacking, isBlank(operation.said().path("summary")), operation, "a summary");
            note(lacking, isBlank(operation.said().path("description")), operation, "a description");
            var succeeds = false;
            var refuses = false;
            for (var response : operation.said().path("responses").properties()) {
                var isSuccess = response.getKey().startsWith("2");
                succeeds |= isSuccess && !response.getValue().path("content").isEmpty();
                refuses |= response.getKey().matches("[45].*");
                for (var content : response.getValue().path("content")) {
                    note(lacking, !content.has("example") && !content.has("examples"), operation, "an example");
                }
            }
            note(lacking, !succeeds, operation, "an answer");
            note(lacking, !refuses, operation, "errors");
            for (var content :
                    operation.said().path("requestBody").path("content").properties()) {
                var isForm = content.getKey().startsWith("multipart");
                note(lacking, !isForm && !content.getValue().has("example"), operation, "an example of its body");
            }
            for (var parameter : operation.said().path("parameters")) {
                note(lacking, isBlank(parameter.path("description")), operation, "a word on " + parameter.path("name"));
            }
        });

        assertThat(lacking).isEmpty();
        assertThat(operations()).isNotEmpty();
    }

    /** What a service does not need to start must not cost it a start. */
    @Test
    void makesNothingBeforeItIsAskedForTheDocument() {
        assertThat(madeAtStart).isEmpty();
    }

    @Test
    void showsExamplesThatKeepToItsSchemas() {
        var wrong = new ArrayList<String>();
        operations().forEach(operation -> {
            operation.said().path("responses").properties().forEach(response -> {
                var content = response.getValue().path("content").path("application/json");
                check(wrong, operation + " " + response.getKey(), content);
                content.path("examples")
                        .properties()
                        .forEach(one -> check(
                                wrong,
                                operation + " " + one.getKey(),
                                content.path("schema"),
                                one.getValue().path("value")));
            });
            check(wrong, operation + " body", operation.said().at("/requestBody/content/application~1json"));
        });

        assertThat(wrong).isEmpty();
    }

    private void check(List<String> wrong, String what, JsonNode content) {
        if (content.has("example")) {
            check(wrong, what, content.path("schema"), content.path("example"));
        }
    }

    private void check(List<String> wrong, String what, JsonNode schema, JsonNode example) {
        var whole = JsonMapper.shared().createObjectNode();
        whole.set("components", document.path("components"));
        whole.putArray("allOf").add(schema);
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(whole)
                .validate(example)
                .forEach(problem -> wrong.add(what + " " + problem));
    }

    private record Operation(String name, JsonNode said) {

        @Override
        public String toString() {
            return name;
        }
    }

    private Stream<Operation> operations() {
        return document.path("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .filter(one -> METHODS.contains(one.getKey()))
                        .map(one -> new Operation(one.getKey() + " " + path.getKey(), one.getValue())));
    }

    private static void note(List<String> lacking, boolean absent, Operation operation, String what) {
        if (absent) {
            lacking.add(operation + " lacks " + what);
        }
    }

    private static boolean isBlank(JsonNode text) {
        return text.asString("").isBlank();
    }

    private static List<String> singletonsOfSpringdoc(ConfigurableApplicationContext context) {
        var factory = context.getBeanFactory();
        return Arrays.stream(factory.getSingletonNames())
                .filter(name -> factory.getSingleton(name) instanceof Object one
                        && one.getClass().getName().startsWith("org.springdoc."))
                .toList();
    }

    private static void addSettings(ConfigurableApplicationContext context, String... files) {
        for (var file : files) {
            try {
                new YamlPropertySourceLoader()
                        .load(file, new ClassPathResource(file))
                        .forEach(context.getEnvironment().getPropertySources()::addLast);
            } catch (java.io.IOException e) {
                throw new IllegalStateException(file, e);
            }
        }
    }

    private void addControllers(ConfigurableApplicationContext context) {
        var scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AnnotationTypeFilter(RestController.class));
        scan.findCandidateComponents(base).stream()
                .map(BeanDefinition::getBeanClassName)
                .map(ApiDocumentContract::type)
                .forEach(controller -> register(context, controller));
    }

    private static <T> void register(ConfigurableApplicationContext context, Class<T> controller) {
        ((org.springframework.context.support.GenericApplicationContext) context)
                .registerBean(controller, () -> new SpringObjenesis().newInstance(controller));
    }

    private static Class<?> type(@org.jspecify.annotations.Nullable String name) {
        return ClassUtils.resolveClassName(String.valueOf(name), null);
    }
}
