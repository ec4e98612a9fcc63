package io.parley.sandbox.graph;

import io.parley.sandbox.meta.GraphError;
import io.parley.sandbox.meta.GraphException;
import io.parley.sandbox.meta.MetaJson;
import io.parley.sandbox.web.RequestBody;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Map.Entry;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Keeps the public profile of a number. */
@RestController
@RequestMapping(GraphPath.VERSION + "/{id}/whatsapp_business_profile")
class ProfileController {

    private static final Map<String, Integer> TEXTS =
            Map.of("about", 139, "address", 256, "description", 512, "email", 128, "vertical", 64);
    private static final int MAX_PROFILES = 10_000;

    private final GraphAccess access;
    private final Spoiler spoiler;
    private final GraphAnswers answers;
    private final Map<String, ObjectNode> profiles = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Entry<String, ObjectNode> eldest) {
            return size() > MAX_PROFILES;
        }
    };

    ProfileController(GraphAccess access, Spoiler spoiler, GraphAnswers answers) {
        this.access = access;
        this.spoiler = spoiler;
        this.answers = answers;
    }

    @GetMapping
    ResponseEntity<byte[]> show(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String fields,
            HttpServletRequest request) {
        check(id, request);
        var shown = MetaJson.object().put("messaging_product", "whatsapp");
        ObjectNode profile;
        synchronized (profiles) {
            profile = profiles.getOrDefault(id, MetaJson.object());
        }
        for (var field : profile.properties()) {
            if (fields == null || ("," + fields + ",").contains("," + field.getKey() + ",")) {
                shown.set(field.getKey(), field.getValue());
            }
        }
        var body = MetaJson.object();
        body.putArray("data").add(shown);
        return answers.ok(body);
    }

    @PostMapping
    ResponseEntity<byte[]> change(@PathVariable String id, HttpServletRequest request) {
        check(id, request);
        var changes = MetaJson.readObject(RequestBody.read(request)).orElseGet(MetaJson::object);
        if (!"whatsapp".equals(changes.path("messaging_product").asString(""))) {
            throw new GraphException(GraphError.missing("messaging_product"));
        }
        changes.remove("messaging_product");
        changes.properties().forEach(change -> checkField(changes, change.getKey()));
        synchronized (profiles) {
            profiles.merge(id, changes, ObjectNode::setAll);
        }
        return answers.success();
    }

    private void check(String id, HttpServletRequest request) {
        spoiler.lookup(id);
        if (access.presented(request) == null) {
            throw new GraphException(GraphError.of(200, "Provide valid app ID"));
        }
        access.number(request, id);
    }

    private static void checkField(ObjectNode changes, String name) {
        var value = changes.get(name);
        var maxLength = TEXTS.get(name);
        if (maxLength != null) {
            if (!value.isString() || value.stringValue().length() > maxLength) {
                throw new GraphException(GraphError.parameter(
                        "Param " + name + " must be a string of at most " + maxLength + " characters."));
            }
            return;
        }
        if ("websites".equals(name)) {
            var valid = value.isArray() && value.size() <= 2;
            for (var site : value) {
                valid &= site.isString() && site.stringValue().matches("https?://\\S{1,248}");
            }
            if (!valid) {
                throw new GraphException(GraphError.parameter("Param websites must hold at most 2 URLs."));
            }
            return;
        }
        if (!"profile_picture_handle".equals(name)) {
            throw new GraphException(GraphError.parameter("Unexpected key \"" + name + "\"."));
        }
    }
}
