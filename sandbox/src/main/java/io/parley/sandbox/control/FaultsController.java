package io.parley.sandbox.control;

import io.parley.sandbox.fault.ActiveFaults;
import io.parley.sandbox.fault.FaultPlan;
import io.parley.sandbox.fault.Faults;
import io.parley.sandbox.web.ControlJson;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Orders faults, shows which are active and how often they struck, and calls them off. */
@RestController
@RequestMapping("/sandbox/faults")
class FaultsController {

    private final Faults faults;
    private final ControlJson json;

    FaultsController(Faults faults, ControlJson json) {
        this.faults = faults;
        this.json = json;
    }

    @GetMapping
    ActiveFaults show() {
        return faults.show();
    }

    /** Replaces the whole plan. */
    @PutMapping
    ActiveFaults set(HttpServletRequest request) {
        faults.set(json.read(request, FaultPlan.class));
        return faults.show();
    }

    @DeleteMapping
    ActiveFaults clear() {
        faults.clear();
        return faults.show();
    }
}
