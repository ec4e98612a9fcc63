package io.parley.template.sync;

import io.parley.contract.TenantId;
import io.parley.kit.id.Ids;
import io.parley.template.book.Book.Change;
import io.parley.template.book.Entry;
import io.parley.template.book.Standing;
import io.parley.template.book.Template;
import io.parley.template.book.TemplateKey;
import io.parley.template.graph.MetaTemplate;
import io.parley.template.sync.ReadAccount.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a reading of an account says about the templates that are known here. */
final class Comparison {

    /** Meta goes on listing a template for a while after it was deleted. */
    private static final Duration AFTERGLOW = Duration.ofMinutes(5);

    private static final Set<String> GOING = Set.of("PENDING_DELETION", "DELETED");

    private final TenantId tenant;
    private final Reading reading;
    private final Ids ids;
    private final Instant now;
    private final List<Change> changes = new ArrayList<>();
    private final Set<UUID> seen = new HashSet<>();

    Comparison(TenantId tenant, Reading reading, Ids ids, Instant now) {
        this.tenant = tenant;
        this.reading = reading;
        this.ids = ids;
        this.now = now;
    }

    /** How many templates are at WhatsApp, and what was new about them here. */
    record Result(List<Change> changes, int total, int added, int changed, int removed) {}

    Result with(List<Template> known, Instant settledBefore) {
        var byMetaId = new HashMap<String, Template>();
        var byKey = new HashMap<TemplateKey, Template>();
        for (var template : known) {
            if (template.metaId() != null) {
                byMetaId.merge(template.metaId(), template, (one, other) -> one.isDeleted() ? other : one);
            }
            if (!template.isDeleted()) {
                byKey.put(template.key(), template);
            }
        }
        for (var listed : reading.templates()) {
            var byId = byMetaId.get(listed.template().metaId());
            take(
                    listed,
                    byId == null || byId.isDeleted()
                            ? byKey.getOrDefault(listed.template().key(), byId)
                            : byId);
        }
        var compared = changes.size();
        var added = (int) changes.stream().filter(one -> one.before() == null).count();
        var different =
                (int) changes.stream().filter(one -> !one.entries().isEmpty()).count() - added;
        known.stream()
                .filter(one -> !one.isDeleted() && !seen.contains(one.id()))
                .forEach(one -> miss(one, settledBefore));
        return new Result(changes, reading.templates().size(), added, different, changes.size() - compared);
    }

    private void take(ReadAccount.Listed listed, @Nullable Template before) {
        var read = listed.template();
        if (before == null || before.isDeleted()) {
            add(read, listed.at(), before);
            return;
        }
        seen.add(before.id());
        var after = before.read(read.metaId(), read.category(), read.form(), read.standing(), listed.at());
        if (!after.equals(before)) {
            changes.add(new Change(before, after, entries(before, after)));
        }
    }

    private void add(MetaTemplate read, Instant at, @Nullable Template grave) {
        if (grave != null
                && (GOING.contains(read.standing().status())
                        || (grave.times().deletedAt() != null
                                && grave.times().deletedAt().isAfter(now.minus(AFTERGLOW))))) {
            return;
        }
        var found = Template.found(tenant, ids.next(), read.key(), read.form(), now)
                .read(read.metaId(), read.category(), read.form(), read.standing(), at);
        seen.add(found.id());
        changes.add(Change.first(
                found,
                Entry.from(
                        Entry.Source.SYNC,
                        found,
                        "FOUND",
                        Map.of("status", found.standing().status()),
                        now)));
    }

    /** What began while the account was read says nothing by not being there. */
    private void miss(Template template, Instant settledBefore) {
        if (!template.times().submittedAt().isBefore(settledBefore)) {
            return;
        }
        if (template.standing().status().equals(Standing.SUBMITTING)) {
            var after = template.being(template.standing()
                    .withStatus(Standing.NOT_SUBMITTED, "The submission was lost on its way; submit it again"));
            changes.add(new Change(template, after, List.of(entry(template, "NOT_SUBMITTED", Map.of()))));
        } else if (template.standing().isKnownToMeta()) {
            var status = Map.<String, Object>of("status", template.standing().status());
            changes.add(new Change(template, template.deleted(now), List.of(entry(template, "GONE", status))));
        }
    }

    private List<Entry> entries(Template before, Template after) {
        var entries = new ArrayList<Entry>();
        if (!before.standing().isKnownToMeta()) {
            entries.add(entry(after, "SUBMITTED", Map.of("whatsappId", String.valueOf(after.metaId()))));
        }
        if (!before.standing().status().equals(after.standing().status())) {
            entries.add(entry(
                    after,
                    "STATUS_CHANGED",
                    Map.of(
                            "from",
                            before.standing().status(),
                            "to",
                            after.standing().status())));
        }
        if (!before.category().equals(after.category())) {
            entries.add(entry(after, "CATEGORY_CHANGED", Map.of("from", before.category(), "to", after.category())));
        }
        if (!before.form().saysTheSameAs(after.form())) {
            entries.add(entry(after, "COMPONENTS_CHANGED", Map.of()));
        }
        return entries;
    }

    private Entry entry(Template template, String what, Map<String, Object> detail) {
        return Entry.from(Entry.Source.SYNC, template, what, detail, now);
    }
}
