package io.parley.sandbox.control;

import io.parley.sandbox.behaviour.Behaviour;
import io.parley.sandbox.behaviour.CurrentBehaviour;
import io.parley.sandbox.behaviour.Expect;
import io.parley.sandbox.web.ControlJson;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Changes how the simulated WhatsApp behaves; what is not named stays as it is. */
@RestController
@RequestMapping("/sandbox/config")
class ConfigController {

    private final CurrentBehaviour behaviour;
    private final ControlJson json;

    ConfigController(CurrentBehaviour behaviour, ControlJson json) {
        this.behaviour = behaviour;
        this.json = json;
    }

    @GetMapping
    Behaviour show() {
        return behaviour.get();
    }

    @PutMapping
    synchronized Behaviour change(HttpServletRequest request) {
        var merged = json.tree(behaviour.get());
        merge(merged, json.object(request), "");
        behaviour.set(json.convert(merged, Behaviour.class));
        return behaviour.get();
    }

    @DeleteMapping
    Behaviour reset() {
        behaviour.reset();
        return behaviour.get();
    }

    private static void merge(ObjectNode target, ObjectNode changes, String path) {
        for (var change : changes.properties()) {
            var field = path + change.getKey();
            Expect.that(field, !change.getValue().isNull(), "null", "a value; DELETE brings all defaults back");
            if (change.getValue() instanceof ObjectNode inner
                    && target.get(change.getKey()) instanceof ObjectNode existing) {
                merge(existing, inner, field + ".");
            } else {
                target.set(change.getKey(), change.getValue());
            }
        }
    }
}
