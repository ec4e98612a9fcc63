package io.parley.testkit;

import io.parley.kit.security.Caller;
import io.parley.kit.tenant.TenantContext;
import io.parley.kit.web.PageRequest;
import io.parley.kit.web.Success;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.NotBlank;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class SampleController {

    record Body(@NotBlank(message = "is required") String name, int count) {}

    @GetMapping("/api/open")
    Success<String> open() {
        return Success.of("open");
    }

    @GetMapping("/api/who")
    Success<Map<String, Object>> who(Caller caller) {
        return Success.of(Map.of("caller", caller, "scope", TenantContext.current()));
    }

    @GetMapping("/api/admins")
    @PreAuthorize("hasRole('ADMIN')")
    Success<String> admins() {
        return Success.of("admins");
    }

    @GetMapping("/api/pages")
    Success<PageRequest> pages(PageRequest page) {
        return Success.of(page);
    }

    @GetMapping("/api/things/{id}")
    Success<UUID> thing(@PathVariable UUID id) {
        return Success.of(id);
    }

    @PostMapping("/api/things")
    Success<Body> create(@Validated @RequestBody Body body) {
        return Success.of(body);
    }

    @PostMapping("/api/files")
    Success<Integer> file(@RequestBody String body) {
        return Success.of(body.length());
    }

    /** Fails when the answer is on its way already. */
    @GetMapping("/api/breaks")
    void breaks(HttpServletResponse response) throws IOException {
        response.getOutputStream().write("part".getBytes(StandardCharsets.US_ASCII));
        response.flushBuffer();
        throw new IllegalStateException("too late to say so");
    }

    @GetMapping("/api/broken")
    Success<String> broken() {
        throw new IllegalStateException("secret detail");
    }
}
