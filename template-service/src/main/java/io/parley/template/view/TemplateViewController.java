package io.parley.template.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.kit.security.Caller;
import io.parley.kit.web.PageRequest;
import io.parley.kit.web.Pagination;
import io.parley.kit.web.ProblemException;
import io.parley.kit.web.Success;
import io.parley.template.book.Entry;
import io.parley.template.book.History;
import io.parley.template.book.Template;
import io.parley.template.book.TemplateResource;
import io.parley.template.book.Templates;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Answers questions about templates, to everybody of the tenant. */
@RestController
@RequestMapping("/api/templates")
class TemplateViewController {

    private final TemplateQueries queries;
    private final Templates templates;
    private final History history;
    private final TransactionOperations transaction;

    TemplateViewController(
            TemplateQueries queries, Templates templates, History history, TransactionOperations transaction) {
        this.queries = queries;
        this.templates = templates;
        this.history = history;
        this.transaction = transaction;
    }

    record Listing(List<TemplateResource> templates, Pagination pagination) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Line(String what, String source, @Nullable Who by, Map<String, Object> detail, Instant at) {}

    record Who(UUID id, @Nullable String name) {}

    record Lines(List<Line> entries, Pagination pagination) {}

    record PreviewRequest(@Nullable JsonNode variables) {}

    @Operation(summary = "List templates", description = "Newest first.")
    @GetMapping
    Success<Listing> list(Caller caller, TemplateFilter filter, PageRequest page) {
        var found = queries.list(caller.tenant(), filter.checked(), page);
        return Success.of(
                new Listing(found.templates().stream().map(TemplateResource::of).toList(), found.pagination()));
    }

    @Operation(summary = "Read a template", description = "By its id.")
    @GetMapping("/{id}")
    Success<TemplateResource> get(Caller caller, @PathVariable UUID id) {
        return Success.of(TemplateResource.of(find(caller, id)));
    }

    @Operation(
            summary = "What became of a template",
            description = "Its submission, reviews, edits and changes of quality, latest first.")
    @GetMapping("/{id}/history")
    Success<Lines> history(Caller caller, @PathVariable UUID id, PageRequest page) {
        var template = find(caller, id);
        var lines = transaction.execute(status -> {
            var total = history.count(template.tenant(), id);
            var entries = history.page(template.tenant(), id, page).stream()
                    .map(TemplateViewController::line)
                    .toList();
            return new Lines(entries, Pagination.of(page, total, null));
        });
        return Success.of(lines == null ? new Lines(List.of(), Pagination.of(page, 0, null)) : lines);
    }

    @Operation(
            summary = "Preview a template",
            description = "With its variables filled in, as the customer will read it. Every variable that is "
                    + "missing or too many is named.")
    @PostMapping("/{id}/preview")
    Success<Preview> preview(Caller caller, @PathVariable UUID id, @RequestBody PreviewRequest request) {
        return Success.of(Preview.of(find(caller, id), request.variables()));
    }

    private Template find(Caller caller, UUID id) {
        return templates.find(caller.tenant(), id).orElseThrow(ProblemException::notFound);
    }

    private static Line line(Entry entry) {
        var by = entry.user() == null ? null : new Who(entry.user(), entry.userName());
        return new Line(entry.what(), entry.source().name(), by, entry.detail(), entry.at());
    }
}
