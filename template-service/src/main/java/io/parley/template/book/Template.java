package io.parley.template.book;

import io.parley.contract.TemplateChanged;
import io.parley.contract.TenantId;
import io.parley.kit.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/**
 * A message template. It changes only by being told what happened; what is told of an earlier second than what is known
 * changes nothing, so news may come late, twice and in any order.
 *
 * @param metaId WhatsApp's id; null until it has answered
 * @param category MARKETING, UTILITY or AUTHENTICATION
 */
public record Template(
        TenantId tenant,
        UUID id,
        TemplateKey key,
        @Nullable String metaId,
        String category,
        Form form,
        Standing standing,
        Told told,
        Times times) {

    private static final TypeReference<List<Map<String, Object>>> COMPONENTS = new TypeReference<>() {};

    /** A template that is about to be submitted. */
    public static Template submitting(
            TenantId tenant, UUID id, TemplateKey key, String category, Form form, Instant now) {
        return new Template(
                tenant, id, key, null, category, form, Standing.submitting(), Told.NOTHING, Times.beginning(now));
    }

    /** A template that was found at WhatsApp. */
    public static Template found(TenantId tenant, UUID id, TemplateKey key, Form form, Instant now) {
        return submitting(tenant, id, key, "", form, now);
    }

    public boolean isDeleted() {
        return times.deletedAt() != null;
    }

    public Template known(String newMetaId) {
        return newMetaId.equals(metaId)
                ? this
                : new Template(tenant, id, key, newMetaId, category, form, standing, told, times);
    }

    /** WhatsApp has taken it; a webhook may have said more already. */
    public Template taken(String newMetaId, String status, String newCategory) {
        var now = known(newMetaId);
        var waiting = !standing.isKnownToMeta();
        return now.being(waiting ? standing.withStatus(status, null) : standing, told)
                .inCategory(told.category().equals(Instant.EPOCH) ? newCategory : category, told);
    }

    /** The status, as it was at {@code at}. */
    public Template hearStatus(String status, @Nullable String reason, Instant at) {
        var late = at.isBefore(told.status()) || (at.equals(told.status()) && !standing.isFollowedBy(status));
        return late && standing.isKnownToMeta() ? this : being(standing.withStatus(status, reason), told.ofStatus(at));
    }

    public Template hearQuality(@Nullable String quality, Instant at) {
        return at.isBefore(told.quality()) ? this : being(standing.withQuality(quality), told.ofQuality(at));
    }

    public Template hearCategory(String newCategory, Instant at) {
        return at.isBefore(told.category()) ? this : inCategory(newCategory, told.ofCategory(at));
    }

    public Template hearForm(Form newForm, Instant at) {
        return at.isBefore(told.form()) ? this : saying(newForm, told.ofForm(at));
    }

    /**
     * How WhatsApp had it when it was read at {@code at}. A webhook of that very second may be of after the reading, so it
     * wins; the next reading settles it.
     */
    public Template read(String newMetaId, String newCategory, Form newForm, Standing read, Instant at) {
        var now = known(newMetaId);
        if (at.isAfter(told.status()) || !standing.isKnownToMeta()) {
            now = now.being(
                    now.standing.withStatus(read.status(), read.rejectionReason()), now.told.ofStatus(earlier(at)));
        }
        if (at.isAfter(told.quality())) {
            now = now.being(now.standing.withQuality(read.quality()), now.told);
        }
        if (at.isAfter(told.category())) {
            now = now.inCategory(newCategory, now.told);
        }
        return at.isAfter(told.form()) ? now.saying(newForm, now.told) : now;
    }

    /** A webhook of the second in which the reading was answered is news. */
    private static Instant earlier(Instant at) {
        return at.minusSeconds(1);
    }

    /** WhatsApp has taken an edit at {@code at}, by its own clock, and reviews it again. */
    public Template edited(Form newForm, String newCategory, Instant at, Instant now) {
        var newer = told.ofStatus(at.isAfter(told.status()) ? at : told.status());
        return saying(newForm, newer)
                .inCategory(newCategory, newer)
                .being(standing.withStatus(Standing.PENDING, null), newer)
                .at(times.submitted(now));
    }

    public Template deleted(Instant now) {
        return at(times.deleted(now));
    }

    Template updated(Instant now) {
        return at(times.updated(now));
    }

    public Template being(Standing newStanding) {
        return being(newStanding, told);
    }

    private Template being(Standing newStanding, Told newTold) {
        return new Template(tenant, id, key, metaId, category, form, newStanding, newTold, times);
    }

    private Template inCategory(String newCategory, Told newTold) {
        return new Template(tenant, id, key, metaId, newCategory, form, standing, newTold, times);
    }

    private Template saying(Form newForm, Told newTold) {
        return new Template(tenant, id, key, metaId, category, newForm, standing, newTold, times);
    }

    private Template at(Times newTimes) {
        return new Template(tenant, id, key, metaId, category, form, standing, told, newTimes);
    }

    /** Tells whether {@code other} looks the same from outside. */
    boolean looksLike(Template other) {
        return category.equals(other.category)
                && form.saysTheSameAs(other.form)
                && standing.equals(other.standing)
                && isDeleted() == other.isDeleted();
    }

    /** Returns what others are told of it. */
    TemplateChanged event() {
        return new TemplateChanged(
                id,
                tenant,
                key.businessAccountId(),
                key.name(),
                key.language(),
                category,
                standing.status(),
                form.parameterFormat(),
                Json.events().convertValue(form.components(), COMPONENTS),
                standing.rejectionReason(),
                standing.quality(),
                times.updatedAt(),
                isDeleted());
    }
}
