package io.parley.template.submit;

import io.parley.kit.security.Caller;
import io.parley.kit.web.Success;
import io.parley.template.book.Standing;
import io.parley.template.book.TemplateResource;
import io.parley.template.rule.TemplateRequest;
import io.swagger.v3.oas.annotations.Operation;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Takes what people want of templates. */
@RestController
@RequestMapping("/api/templates")
@PreAuthorize("hasRole('ADMIN')")
class TemplateController {

    private final SubmitTemplate submitTemplate;
    private final EditTemplate editTemplate;
    private final DeleteTemplate deleteTemplate;

    TemplateController(SubmitTemplate submitTemplate, EditTemplate editTemplate, DeleteTemplate deleteTemplate) {
        this.submitTemplate = submitTemplate;
        this.editTemplate = editTemplate;
        this.deleteTemplate = deleteTemplate;
    }

    /** 202 where it is not known yet whether WhatsApp has taken it. */
    @Operation(
            summary = "Submit a template",
            description = "Checked as WhatsApp does, then given to WhatsApp for review: 201 PENDING, or 202 where it "
                    + "is not known yet whether WhatsApp has taken it.")
    @PostMapping
    ResponseEntity<Success<TemplateResource>> submit(Caller caller, @RequestBody TemplateRequest request) {
        var template = submitTemplate.submit(caller, request);
        var known = !template.standing().status().equals(Standing.SUBMITTING);
        return ResponseEntity.status(known ? HttpStatus.CREATED : HttpStatus.ACCEPTED)
                .location(URI.create("/api/templates/" + template.id()))
                .body(Success.of(TemplateResource.of(template)));
    }

    @Operation(
            summary = "Edit a template",
            description = "WhatsApp reviews it anew, and lets an approved one be edited once a day.")
    @PatchMapping("/{id}")
    Success<TemplateResource> edit(Caller caller, @PathVariable UUID id, @RequestBody TemplateRequest request) {
        return Success.of(TemplateResource.of(editTemplate.edit(caller, id, request)));
    }

    @Operation(summary = "Delete a template", description = "Here and at WhatsApp.")
    @DeleteMapping("/{id}")
    Success<Map<String, Object>> delete(Caller caller, @PathVariable UUID id) {
        deleteTemplate.delete(caller, id);
        return Success.done();
    }

    /** The languages that are gone. */
    record Deleted(List<String> languages) {}

    @Operation(
            summary = "Delete a template by its name",
            description =
                    "All languages of it, here and at WhatsApp. WhatsApp keeps the name of an approved one from being "
                            + "used again for 30 days.")
    @DeleteMapping
    Success<Deleted> deleteNamed(
            Caller caller,
            @RequestParam String name,
            @RequestParam(required = false) @Nullable String businessAccountId) {
        return Success.of(new Deleted(deleteTemplate.delete(caller, name, businessAccountId)));
    }
}
