package io.parley.template.submit;

import io.parley.kit.security.Caller;
import io.parley.kit.web.ProblemException;
import io.parley.template.TemplateError;
import io.parley.template.account.Account;
import io.parley.template.account.Accounts;
import io.parley.template.account.SyncQueue;
import io.parley.template.book.Book;
import io.parley.template.book.Entry;
import io.parley.template.book.Form;
import io.parley.template.book.History;
import io.parley.template.book.Standing;
import io.parley.template.book.Template;
import io.parley.template.book.Templates;
import io.parley.template.graph.GraphAnswer;
import io.parley.template.graph.GraphTemplates;
import io.parley.template.graph.Refusals;
import io.parley.template.rule.Draft;
import io.parley.template.rule.TemplateRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;

/** Edits templates: WhatsApp takes the whole of what they say anew, and reviews it again. */
@Service
class EditTemplate {

    private static final Duration SURELY_ENDED = Duration.ofSeconds(40);
    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration MONTH = Duration.ofDays(30);
    private static final int EDITS_IN_A_MONTH = 10;

    private final Accounts accounts;
    private final Bound bound;
    private final SyncQueue queue;
    private final GraphTemplates graph;
    private final SubmitTemplate.Moment moment;

    EditTemplate(Accounts accounts, Bound bound, SyncQueue queue, GraphTemplates graph, SubmitTemplate.Moment moment) {
        this.accounts = accounts;
        this.bound = bound;
        this.queue = queue;
        this.graph = graph;
        this.moment = moment;
    }

    /** The templates and their past. */
    @Component
    record Bound(Templates templates, Book book, History history) {}

    Template edit(Caller caller, UUID id, TemplateRequest request) {
        var template = bound.templates().find(caller.tenant(), id).orElseThrow(ProblemException::notFound);
        var category = category(template, request);
        var form = request.components() == null ? template.form() : Draft.readForm(request, category);
        requireEditable(template);
        var account = accounts.find(caller.tenant(), template.key().businessAccountId())
                .orElseThrow(() -> ProblemException.of(
                        TemplateError.WHATSAPP_NOT_CONFIGURED,
                        "The business account of the template is not connected"));
        begin(account, template);
        var answer = graph.edit(account, String.valueOf(template.metaId()), body(request, template, form, category));
        if (!(answer instanceof GraphAnswer.Done done)) {
            throw Refusals.of(answer);
        }
        return keep(caller, template, form, category, done.at());
    }

    private static String category(Template template, TemplateRequest request) {
        for (var field : Map.of(
                        "name", Objects.requireNonNullElse(request.name(), ""),
                        "language", Objects.requireNonNullElse(request.language(), ""))
                .entrySet()) {
            if (!field.getValue().isEmpty()) {
                throw ProblemException.ofField(field.getKey(), "cannot be changed; make another template");
            }
        }
        if (request.category() == null) {
            return template.category();
        }
        var category = Draft.readCategory(request.category());
        if (!category.equals(template.category())
                && template.standing().status().equals(Standing.APPROVED)) {
            throw ProblemException.ofField("category", "of an approved template cannot be changed");
        }
        return category;
    }

    private static void requireEditable(Template template) {
        if (!template.standing().isEditable() || template.metaId() == null) {
            throw ProblemException.of(
                    TemplateError.TEMPLATE_NOT_EDITABLE,
                    "Only APPROVED, REJECTED and PAUSED templates can be edited; this one is "
                            + template.standing().status());
        }
    }

    /** Refuses an edit that WhatsApp would not take yet, and has the account read afterwards whatever happens. */
    private void begin(Account account, Template template) {
        var now = moment.clock().instant();
        moment.transaction().executeWithoutResult(status -> {
            if (template.standing().status().equals(Standing.APPROVED)) {
                var edits = bound.history().last(template.tenant(), template.id(), "EDITED", now.minus(MONTH));
                if (!edits.isEmpty() && edits.getFirst().isAfter(now.minus(DAY))) {
                    throw limit("once in 24 hours", edits.getFirst().plus(DAY), now);
                }
                if (edits.size() >= EDITS_IN_A_MONTH) {
                    throw limit("ten times in 30 days", edits.getLast().plus(MONTH), now);
                }
            }
            queue.request(List.of(account), now.plus(SURELY_ENDED));
        });
    }

    private static ProblemException limit(String limit, Instant again, Instant now) {
        return ProblemException.retryLater(
                TemplateError.TEMPLATE_EDIT_LIMIT,
                "WhatsApp lets an approved template be edited " + limit,
                Duration.between(now, again));
    }

    private static Map<String, Object> body(TemplateRequest request, Template template, Form form, String category) {
        var body = new LinkedHashMap<String, Object>();
        body.put("components", form.components());
        if (!category.equals(template.category())) {
            body.put("category", category);
        }
        if (request.messageSendTtlSeconds() != null) {
            body.put("message_send_ttl_seconds", request.messageSendTtlSeconds());
        }
        return body;
    }

    private Template keep(Caller caller, Template template, Form form, String category, @Nullable Instant at) {
        var kept = moment.transaction().execute(status -> {
            var now = moment.clock().instant();
            var before =
                    bound.templates().lock(template.tenant(), template.id()).orElseThrow(ProblemException::notFound);
            var after = before.edited(form, category, at == null ? Instant.EPOCH : at, now);
            var entry = Entry.by(
                    caller, before, "EDITED", Map.of("before", before.form().components()), now);
            return bound.book()
                    .keep(List.of(new Book.Change(before, after, List.of(entry))))
                    .getFirst();
        });
        return Objects.requireNonNull(kept);
    }
}
