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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
        requireSettled(List.of(template));
        if (template.metaId() != null) {
            var account = accounts.find(caller.tenant(), template.key().businessAccountId())
                    .orElseThrow(() -> ProblemException.of(
                            TemplateError.WHATSAPP_NOT_CONFIGURED,
                            "The business account of the template is not connected"));
            atWhatsApp(account, template.key().name(), template.metaId());
        }
        bury(caller, List.of(template));
    }

    /**
     * Deletes a template in all of its languages, with one call; returns the languages. One that WhatsApp was given
     * meanwhile stays until the account is read again.
     *
     * @param businessAccountId that of the default number where it is null
     */
    List<String> delete(Caller caller, String name, @Nullable String businessAccountId) {
        var account = accounts.choose(caller.tenant(), businessAccountId);
        var found = named(account, name);
        if (found.isEmpty()) {
            throw ProblemException.notFound();
        }
        requireSettled(found);
        if (found.stream().anyMatch(template -> template.metaId() != null)) {
            atWhatsApp(account, name, null);
        }
        bury(caller, found);
        return found.stream()
                .map(template -> template.key().language())
                .sorted()
                .toList();
    }

    private List<Template> named(Account account, String name) {
        return Objects.requireNonNull(
                moment.transaction().execute(status -> templates.lockNamed(account.tenant(), account.id(), name)));
    }

    private static void requireSettled(List<Template> found) {
        if (found.stream().anyMatch(one -> one.standing().status().equals(Standing.SUBMITTING))) {
            throw ProblemException.of(
                    TemplateError.TEMPLATE_NOT_EDITABLE,
                    "It is not known yet whether WhatsApp has this template; that is settled within minutes");
        }
    }

    private void atWhatsApp(Account account, String name, @Nullable String metaId) {
        request(account);
        var answer = graph.delete(account, name, metaId);
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

    private void bury(Caller caller, List<Template> gone) {
        moment.transaction().executeWithoutResult(status -> {
            var now = moment.clock().instant();
            var changes = gone.stream()
                    .flatMap(template -> templates.lock(template.tenant(), template.id()).stream())
                    .map(before -> new Book.Change(before, before.deleted(now), List.of(entry(caller, before, now))))
                    .toList();
            book.keep(changes);
        });
    }

    private static Entry entry(Caller caller, Template before, Instant now) {
        return Entry.by(
                caller, before, "DELETED", Map.of("status", before.standing().status()), now);
    }
}
