package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** No container engine runs where Parley is built; so at least the file says what it means to say. */
class ComposeTest {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)");

    private final JsonNode file =
            Repository.yaml(Repository.ROOT.resolve("docker-compose.yml")).getFirst();

    @Test
    void keepsToTheComposeSpecification() {
        var schema = (ObjectNode) Repository.JSON.readTree(Repository.text(
                Repository.ROOT.resolve("acceptance/src/test/resources/compose-spec/compose-spec.json")));
        withoutIds(schema);
        var problems = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2019_09)
                .getSchema(schema)
                .validate(file);

        assertThat(problems).isEmpty();
    }

    /** They are those of an older draft than the one that the schema keeps to otherwise. */
    private static void withoutIds(JsonNode schema) {
        if (schema instanceof ObjectNode object) {
            object.remove("$schema");
            if (object.path("id").isString()) {
                object.remove("id");
            }
        }
        schema.forEach(ComposeTest::withoutIds);
    }

    @Test
    void runsEveryServiceInOrderAndAsNobodyInParticular() {
        var services = file.path("services");

        for (var module : Modules.SERVICES) {
            var service = services.path(module);
            assertThat(service.path("build").path("args").path("SERVICE").asString(""))
                    .as(module)
                    .isEqualTo(module);
            assertThat(service.path("read_only").asBoolean(false)).as(module).isTrue();
            assertThat(service.path("cap_drop").toString()).as(module).contains("ALL");
        }
        StreamSupport.stream(services.spliterator(), false)
                .flatMap(service -> service.path("depends_on").isObject()
                        ? service.path("depends_on").propertyNames().stream()
                        : StreamSupport.stream(service.path("depends_on").spliterator(), false)
                                .map(JsonNode::stringValue))
                .forEach(needed -> assertThat(services.has(needed)).as(needed).isTrue());
    }

    @Test
    void holdsNoSecretAndNamesEveryVariableInTheExample() {
        var example = Repository.text(Repository.ROOT.resolve(".env.example"));
        var compose = Repository.text(Repository.ROOT.resolve("docker-compose.yml"));

        VARIABLE.matcher(compose)
                .results()
                .map(found -> found.group(1))
                .forEach(name -> assertThat(example).contains("\n" + name + "="));
        assertThat(compose.lines()
                        .filter(line -> line.matches(".*(SECRET|KEYSET|PASSWORD|TOKEN)[A-Z_]*: .*"))
                        .filter(line -> !line.contains("${")))
                .isEmpty();
        assertThat(example.lines().filter(line -> line.matches("[A-Z_]*(SECRET|KEYSET|PASSWORD|TOKEN)=.+")))
                .isEmpty();
    }
}
