package io.parley.template.submit;

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
import io.parley.template.book.Templates;
import io.parley.template.graph.GraphAnswer;
import io.parley.template.graph.GraphTemplates;
import io.parley.template.graph.Refusals;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** Deletes templates at WhatsApp, then here. What happens in between is found by the next reading of the account. */
@Service
class DeleteTemplate {

    private static final Duration SURELY_ENDED = Duration.ofSeconds(40);

    private final Accounts accounts;
    private final Templates templates;
    private final Book book;
    private final SyncQueue queue;
    private final GraphTemplates graph;
    private final SubmitTemplate.Moment moment;

    DeleteTemplate(
            Accounts accounts,
            Templates templates,
            Book book,
            SyncQueue queue,
            GraphTemplates graph,
            SubmitTemplate.Moment moment) {
        this.accounts = accounts;
        this.templates = templates;
        this.book = book;
        this.queue = queue;
        this.graph = graph;
        this.moment = moment;
    }

    /** Deletes one language of a template. */
    void delete(Caller caller, UUID id) {
        var template = templates.find(caller.tenant(), id).orElseThrow(ProblemException::notFound);
        if (template.standing().status().equals(Standing.SUBMITTING)) {
            throw ProblemException.of(
                    TemplateError.TEMPLATE_NOT_EDITABLE,
                    "It is not known yet whether WhatsApp has this template; that is settled within minutes");
        }
        if (template.metaId() != null) {
            atWhatsApp(caller, template);
        }
        bury(caller, template);
    }

    private void atWhatsApp(Caller caller, Template template) {
        var account = accounts.find(caller.tenant(), template.key().businessAccountId())
                .orElseThrow(() -> ProblemException.of(
                        TemplateError.WHATSAPP_NOT_CONFIGURED,
                        "The business account of the template is not connected"));
        request(account);
        var answer = graph.delete(account, template.key().name(), template.metaId());
        var gone = answer instanceof GraphAnswer.Done
                || (answer instanceof GraphAnswer.Refused(var refusal) && refusal.saysNotFound());
        if (!gone) {
            throw Refusals.of(answer);
        }
    }

    private void request(Account account) {
        var at = moment.clock().instant().plus(SURELY_ENDED);
        moment.transaction().executeWithoutResult(status -> queue.request(List.of(account), at));
    }

    private void bury(Caller caller, Template template) {
        moment.transaction()
                .executeWithoutResult(status -> templates
                        .lock(template.tenant(), template.id())
                        .ifPresent(before -> {
                            var now = moment.clock().instant();
                            var entry = Entry.by(
                                    caller,
                                    before,
                                    "DELETED",
                                    Map.of("status", before.standing().status()),
                                    now);
                            book.keep(List.of(new Book.Change(before, before.deleted(now), List.of(entry))));
                        }));
    }
}
