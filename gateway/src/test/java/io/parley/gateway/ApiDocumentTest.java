package io.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ApiDocumentTest {

    static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void tellsSchemasApartThatShareANameAndDiffer() {
        var document = new ApiDocument(JSON.createObjectNode())
                .with("contact", service("/api/contacts", "string"))
                .with("template", service("/api/templates", "integer"));

        var merged = JSON.readTree(document.json(JSON));

        assertThat(type(merged, "/api/contacts")).isEqualTo("string");
        assertThat(type(merged, "/api/templates")).isEqualTo("integer");
        assertThat(merged.path("components").path("schemas").propertyNames())
                .containsExactlyInAnyOrder("Listing", "TemplateListing");
    }

    @Test
    void sharesWhatIsAlike() {
        var document = new ApiDocument(JSON.createObjectNode())
                .with("contact", service("/api/contacts", "string"))
                .with("template", service("/api/templates", "string"));

        assertThat(JSON.readTree(document.json(JSON))
                        .path("components")
                        .path("schemas")
                        .propertyNames())
                .containsExactly("Listing");
    }

    @Test
    void leavesOutWhatIsNotPublic() {
        var document = new ApiDocument(JSON.createObjectNode()).with("auth", service("/internal/keys", "string"));

        assertThat(JSON.readTree(document.json(JSON)).path("paths").isEmpty()).isTrue();
    }

    @Test
    void namesTheServicesThatAreAway() {
        var document = new ApiDocument((ObjectNode) JSON.readTree("{\"info\":{\"description\":\"All of it.\"}}"))
                .without(Set.of("contact"));

        var info = JSON.readTree(document.json(JSON)).path("info");
        assertThat(info.at("/x-absent/0").stringValue()).isEqualTo("contact");
        assertThat(info.path("description").stringValue())
                .contains("contact did not answer")
                .endsWith("All of it.");
    }

    private static JsonNode service(String path, String type) {
        return JSON.readTree("""
                {"tags": [{"name": "x"}],
                 "paths": {"%s": {"get": {"responses": {"200": {"content": {"application/json":
                   {"schema": {"$ref": "#/components/schemas/Listing"}}}}}}}},
                 "components": {"schemas": {"Listing": {"type": "%s"}}}}""".formatted(path, type));
    }

    private static String type(JsonNode merged, String path) {
        var reference = merged.path("paths")
                .path(path)
                .at("/get/responses/200/content/application~1json/schema/$ref")
                .stringValue();
        return merged.at(reference.substring(1)).path("type").stringValue();
    }
}
