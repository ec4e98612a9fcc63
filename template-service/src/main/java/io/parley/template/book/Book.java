package io.parley.template.book;

import io.parley.contract.EventTypes;
import io.parley.contract.Topics;
import io.parley.kit.event.Event;
import io.parley.kit.id.Ids;
import io.parley.kit.outbox.Outbox;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes what became of templates: the rows, their history, and the news of it. All news goes through the outbox, that of
 * consumed records too: the topic is compacted, so the last of a key must be the last that was committed, whoever wrote it.
 */
@Component
public class Book {

    private final Templates templates;
    private final History history;
    private final Outbox outbox;
    private final Ids ids;
    private final Clock clock;

    Book(Templates templates, History history, Outbox outbox, Ids ids, Clock clock) {
        this.templates = templates;
        this.history = history;
        this.outbox = outbox;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * What became of one template.
     *
     * @param before null where it is new
     */
    public record Change(@Nullable Template before, Template after, List<Entry> entries) {

        public Change {
            entries = List.copyOf(entries);
        }

        /** What a template has become that nobody outside has heard of. */
        public static Change first(Template after, Entry entry) {
            return new Change(null, after, List.of(entry));
        }

        boolean isVisible() {
            return before == null || !before.looksLike(after);
        }
    }

    /** Writes changes; the templates that were there before are locked by the caller. Returns them as they now are. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Template> keep(Collection<Change> changes) {
        var now = clock.instant();
        var kept = new ArrayList<Template>(changes.size());
        var news = new ArrayList<Event>();
        for (var change : changes) {
            var visible = change.isVisible();
            var after = visible ? change.after().updated(now) : change.after();
            kept.add(after);
            if (visible && isWorthTelling(change)) {
                news.add(event(after));
            }
        }
        if (!kept.isEmpty()) {
            templates.write(kept);
        }
        history.add(changes.stream().flatMap(one -> one.entries().stream()).toList());
        outbox.add(news);
        return kept;
    }

    /** Nobody outside has use for what WhatsApp has never heard of. */
    private static boolean isWorthTelling(Change change) {
        return change.after().standing().isKnownToMeta();
    }

    private Event event(Template template) {
        return Event.of(
                        Topics.TEMPLATE_CHANGED,
                        EventTypes.TEMPLATE_CHANGED,
                        ids.next(),
                        template.tenant(),
                        template.id())
                .at(template.times().updatedAt())
                .carrying(template.event());
    }
}
