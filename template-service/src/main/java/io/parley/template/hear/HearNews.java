package io.parley.template.hear;

import io.parley.contract.TenantId;
import io.parley.contract.WebhookOutcome.Result;
import io.parley.kit.database.Columns;
import io.parley.kit.tenant.TenantContext;
import io.parley.template.account.Account;
import io.parley.template.account.Accounts;
import io.parley.template.account.SyncQueue;
import io.parley.template.book.Book;
import io.parley.template.book.Entry;
import io.parley.template.book.Mention;
import io.parley.template.book.Template;
import io.parley.template.book.Templates;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Applies news of templates, each once, in a fixed number of round trips for a batch. */
@Component
class HearNews {

    private final Templates templates;
    private final Book book;
    private final Accounts accounts;
    private final SyncQueue queue;
    private final JdbcClient jdbc;
    private final Surroundings surroundings;

    HearNews(
            Templates templates,
            Book book,
            Accounts accounts,
            SyncQueue queue,
            JdbcClient jdbc,
            Surroundings surroundings) {
        this.templates = templates;
        this.book = book;
        this.accounts = accounts;
        this.queue = queue;
        this.jdbc = jdbc;
        this.surroundings = surroundings;
    }

    /** Time, and what bounds a change. */
    @Component
    record Surroundings(Clock clock, TransactionOperations transaction) {}

    /** What became of one piece of news. */
    record Outcome(News news, Result result, @Nullable String reason) {}

    private record Key(TenantId tenant, UUID id) {}

    List<Outcome> hear(List<News> news) {
        var tenants = news.stream().map(News::tenant).collect(Collectors.toSet());
        return TenantContext.<List<Outcome>, RuntimeException>call(
                tenants,
                () -> Objects.requireNonNull(surroundings.transaction().execute(status -> apply(news, tenants))));
    }

    private List<Outcome> apply(List<News> news, Set<TenantId> tenants) {
        var now = surroundings.clock().instant();
        var owners = claim(news, now);
        var known = accounts.ofTenants(tenants);
        var batch = new Batch(
                templates.lockMentioned(news.stream()
                        .map(News::mention)
                        .filter(Objects::nonNull)
                        .toList()),
                known,
                now);
        var outcomes = new ArrayList<Outcome>();
        for (var one : news) {
            var owner = owners.get(new Key(one.tenant(), one.id()));
            outcomes.add(one.rawEvent().equals(owner) ? batch.take(one) : new Outcome(one, Result.DUPLICATE, null));
        }
        book.keep(batch.changes());
        queue.request(batch.toRead, now);
        return outcomes;
    }

    private Map<Key, UUID> claim(List<News> news, Instant now) {
        jdbc.sql("""
                        insert into template_news (tenant_id, id, raw_event, received_at)
                        select tenant_id, id, raw_event, ?::timestamptz
                        from unnest(?::uuid[], ?::uuid[], ?::uuid[]) with ordinality
                          as new (tenant_id, id, raw_event, place)
                        order by place on conflict do nothing""")
                .param(now.toString())
                .param(Columns.of(news, News::tenant))
                .param(Columns.of(news, News::id))
                .param(Columns.of(news, News::rawEvent))
                .update();
        var owners = new HashMap<Key, UUID>();
        jdbc.sql("""
                        select n.* from unnest(?::uuid[], ?::uuid[]) as wanted (tenant_id, id)
                        join template_news n using (tenant_id, id)""")
                .param(Columns.of(news, News::tenant))
                .param(Columns.of(news, News::id))
                .query((row, number) -> owners.put(
                        new Key(new TenantId(row.getObject("tenant_id", UUID.class)), row.getObject("id", UUID.class)),
                        row.getObject("raw_event", UUID.class)))
                .list();
        return owners;
    }

    /** The templates that a batch speaks of, as they become. */
    private static final class Batch {

        private final Map<UUID, Template> before = new LinkedHashMap<>();
        private final Map<UUID, Template> after = new LinkedHashMap<>();
        private final Map<UUID, List<Entry>> entries = new HashMap<>();
        private final Set<Account> toRead = new LinkedHashSet<>();
        private final List<Account> accounts;
        private final Instant now;

        Batch(List<Template> locked, List<Account> accounts, Instant now) {
            this.accounts = accounts;
            this.now = now;
            for (var template : locked) {
                before.put(template.id(), template);
                after.put(template.id(), template);
            }
        }

        Outcome take(News news) {
            var mention = news.mention();
            if (mention == null) {
                return new Outcome(news, Result.IGNORED, "NO_TEMPLATE");
            }
            var template = find(mention).orElse(null);
            if (template == null) {
                return unknown(news, mention);
            }
            if (template.isDeleted()) {
                return new Outcome(news, Result.IGNORED, "TEMPLATE_DELETED");
            }
            var verdict = Verdict.on(template, news, now);
            if (verdict.ignored() != null) {
                return new Outcome(news, Result.IGNORED, verdict.ignored());
            }
            if (verdict.incomplete()) {
                read(mention);
            }
            var known = mention.metaId().isEmpty()
                    ? verdict.after()
                    : verdict.after().known(mention.metaId());
            after.put(template.id(), known);
            entries.computeIfAbsent(template.id(), id -> new ArrayList<>()).addAll(verdict.entries());
            return new Outcome(news, Result.APPLIED, null);
        }

        /** It is fetched: what it is by then includes what the news says. */
        private Outcome unknown(News news, Mention mention) {
            return read(mention)
                    ? new Outcome(news, Result.APPLIED, "TEMPLATE_FETCHED")
                    : new Outcome(news, Result.IGNORED, "UNKNOWN_ACCOUNT");
        }

        private boolean read(Mention mention) {
            var account = accounts.stream()
                    .filter(one -> one.tenant().equals(mention.tenant())
                            && one.id().equals(mention.key().businessAccountId()))
                    .findFirst();
            account.ifPresent(toRead::add);
            return account.isPresent();
        }

        private Optional<Template> find(Mention mention) {
            var candidates = after.values().stream()
                    .filter(one -> one.tenant().equals(mention.tenant())
                            && one.key()
                                    .businessAccountId()
                                    .equals(mention.key().businessAccountId()))
                    .toList();
            return candidates.stream()
                    .filter(one -> mention.metaId().equals(one.metaId()) && !one.isDeleted())
                    .findFirst()
                    .or(() -> candidates.stream()
                            .filter(one -> mention.metaId().equals(one.metaId()))
                            .findFirst())
                    .or(() -> candidates.stream()
                            .filter(one -> one.key().equals(mention.key())
                                    && !one.isDeleted()
                                    && (one.metaId() == null || mention.metaId().isEmpty()))
                            .findFirst());
        }

        List<Book.Change> changes() {
            return before.entrySet().stream()
                    .filter(one -> !one.getValue().equals(after.get(one.getKey())) || entries.containsKey(one.getKey()))
                    .map(one -> new Book.Change(
                            one.getValue(),
                            Objects.requireNonNull(after.get(one.getKey())),
                            entries.getOrDefault(one.getKey(), List.of())))
                    .toList();
        }
    }
}
