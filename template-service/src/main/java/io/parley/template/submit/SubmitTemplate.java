package io.parley.template.submit;

import io.parley.kit.id.Ids;
import io.parley.kit.security.Caller;
import io.parley.kit.web.ProblemException;
import io.parley.template.TemplateError;
import io.parley.template.account.Account;
import io.parley.template.account.Accounts;
import io.parley.template.account.SyncQueue;
import io.parley.template.book.Book;
import io.parley.template.book.Entry;
import io.parley.template.book.Standing;
import io.parley.template.book.Template;
import io.parley.template.book.TemplateKey;
import io.parley.template.book.Templates;
import io.parley.template.graph.GraphAnswer;
import io.parley.template.graph.GraphTemplates;
import io.parley.template.graph.Refusals;
import io.parley.template.rule.Draft;
import io.parley.template.rule.TemplateRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Submits templates. The row is committed before WhatsApp hears of it, and an answer that was lost is never followed by a
 * second submission: the account is read until it is known whether WhatsApp has the template (ADR 0019).
 */
@Service
class SubmitTemplate {

    /** Longer than a submission can be on its way, so that a crash is followed by a reading that settles it. */
    private static final Duration SURELY_ENDED = Duration.ofSeconds(40);

    private final Accounts accounts;
    private final Templates templates;
    private final Book book;
    private final SyncQueue queue;
    private final GraphTemplates graph;
    private final Moment moment;

    SubmitTemplate(
            Accounts accounts, Templates templates, Book book, SyncQueue queue, GraphTemplates graph, Moment moment) {
        this.accounts = accounts;
        this.templates = templates;
        this.book = book;
        this.queue = queue;
        this.graph = graph;
        this.moment = moment;
    }

    /** What stamps and bounds a change. */
    @Component
    record Moment(Clock clock, Ids ids, TransactionOperations transaction) {}

    /** Returns the template; its status is SUBMITTING where WhatsApp's answer was lost. */
    Template submit(Caller caller, TemplateRequest request) {
        var draft = Draft.read(request);
        var account = accounts.choose(caller.tenant(), request.businessAccountId());
        var waiting = begin(caller, account, draft);
        return settle(caller, account, waiting, graph.create(account, draft.body()));
    }

    private Template begin(Caller caller, Account account, Draft draft) {
        var now = moment.clock().instant();
        var key = new TemplateKey(account.id(), draft.name(), draft.language());
        var template =
                Template.submitting(caller.tenant(), moment.ids().next(), key, draft.category(), draft.form(), now);
        moment.transaction().executeWithoutResult(status -> {
            queue.request(List.of(account), now.plus(SURELY_ENDED));
            templates.lockNamed(caller.tenant(), account.id(), draft.name()).stream()
                    .filter(one ->
                            one.key().equals(key) && one.standing().status().equals(Standing.NOT_SUBMITTED))
                    .forEach(one -> templates.forget(caller.tenant(), one.id()));
            if (!templates.add(template)) {
                throw ProblemException.ofField(
                        TemplateError.TEMPLATE_EXISTS, "name", "is that of another template in this language");
            }
            book.keep(List.of(Book.Change.first(
                    template, Entry.by(caller, template, "CREATED", Map.of("category", draft.category()), now))));
        });
        return template;
    }

    private Template settle(Caller caller, Account account, Template waiting, GraphAnswer answer) {
        return switch (answer) {
            case GraphAnswer.Done(var body, var at) -> {
                var metaId = body.path("id").asString("");
                yield metaId.isEmpty()
                        ? lost(caller, account, waiting)
                        : taken(
                                caller,
                                waiting,
                                metaId,
                                body.path("status").asString(Standing.PENDING).toUpperCase(Locale.ROOT),
                                body.path("category")
                                        .asString(waiting.category())
                                        .toUpperCase(Locale.ROOT));
            }
            case GraphAnswer.Lost() -> lost(caller, account, waiting);
            case GraphAnswer.Refused _,
                    GraphAnswer.TokenRejected _,
                    GraphAnswer.TooOften _,
                    GraphAnswer.NotReached _ -> {
                moment.transaction().executeWithoutResult(status -> withdraw(waiting));
                throw Refusals.of(answer);
            }
        };
    }

    /** A reading may have found it at WhatsApp meanwhile: then it stays. */
    private void withdraw(Template waiting) {
        templates
                .lock(waiting.tenant(), waiting.id())
                .filter(one -> !one.standing().isKnownToMeta())
                .ifPresent(one -> templates.forget(one.tenant(), one.id()));
    }

    /** WhatsApp's list may show it already; otherwise the next readings of the account settle it. */
    private Template lost(Caller caller, Account account, Template waiting) {
        var page = graph.find(account, waiting.key());
        if (page.templates().isEmpty()) {
            return waiting;
        }
        var found = page.templates().getFirst();
        return taken(caller, waiting, found.metaId(), found.standing().status(), found.category());
    }

    private Template taken(Caller caller, Template waiting, String metaId, String status, String category) {
        var kept = moment.transaction().execute(transaction -> {
            var before = templates.lock(waiting.tenant(), waiting.id()).orElse(null);
            if (before == null) {
                return waiting;
            }
            var after = before.taken(metaId, status, category);
            var entry = Entry.by(
                    caller,
                    after,
                    "SUBMITTED",
                    Map.of("whatsappId", metaId, "status", status),
                    moment.clock().instant());
            return book.keep(List.of(new Book.Change(before, after, List.of(entry))))
                    .getFirst();
        });
        return kept == null ? waiting : kept;
    }
}
