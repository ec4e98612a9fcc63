package io.parley.contact.book;

import io.parley.contract.ContactChanged;
import io.parley.contract.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A contact of a tenant. It has a phone number, a user id, or both.
 *
 * @param version grows with each change
 */
@SuppressWarnings("RecordComponentNumber")
public record Contact(
        TenantId tenant,
        UUID id,
        @Nullable PhoneNumber phone,
        @Nullable UserId userId,
        ContactName name,
        @Nullable String email,
        List<String> tags,
        Consent consent,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    public Contact {
        tags = List.copyOf(tags);
    }

    /** Begins a contact that is known by nothing yet. */
    public static Contact begin(TenantId tenant, UUID id, Instant now) {
        return new Contact(tenant, id, null, null, ContactName.NONE, null, List.of(), Consent.SILENT, now, now, 1);
    }

    /** Returns this contact under other addresses. */
    public Contact known(@Nullable PhoneNumber newPhone, @Nullable UserId newUserId) {
        return new Contact(tenant, id, newPhone, newUserId, name, email, tags, consent, createdAt, updatedAt, version);
    }

    public Contact named(ContactName newName) {
        return new Contact(tenant, id, phone, userId, newName, email, tags, consent, createdAt, updatedAt, version);
    }

    public Contact mailed(@Nullable String newEmail) {
        return new Contact(tenant, id, phone, userId, name, newEmail, tags, consent, createdAt, updatedAt, version);
    }

    public Contact tagged(List<String> newTags) {
        return new Contact(tenant, id, phone, userId, name, email, newTags, consent, createdAt, updatedAt, version);
    }

    public Contact consenting(Consent newConsent) {
        return new Contact(tenant, id, phone, userId, name, email, tags, newConsent, createdAt, updatedAt, version);
    }

    /** Returns this contact as the one that goes on where {@code other} turned out to be the same person. */
    public Contact absorbing(Contact other) {
        return new Contact(
                tenant,
                id,
                phone == null ? other.phone : phone,
                userId == null ? other.userId : userId,
                name.or(other.name),
                email == null ? other.email : email,
                Fields.united(tags, other.tags),
                consent.hear(other.consent),
                createdAt.isBefore(other.createdAt) ? createdAt : other.createdAt,
                updatedAt,
                version);
    }

    /** Tells whether {@code other} looks the same to those who read contacts. */
    public boolean shows(Contact other) {
        return event(false).equals(other.event(false));
    }

    /** Returns this contact as changed at {@code now}. */
    Contact changed(Instant now) {
        return new Contact(tenant, id, phone, userId, name, email, tags, consent, createdAt, now, version + 1);
    }

    /** Returns this contact with nothing in it that is about anybody. */
    Contact blank() {
        return new Contact(
                tenant,
                id,
                null,
                null,
                ContactName.NONE,
                null,
                List.of(),
                Consent.SILENT,
                createdAt,
                updatedAt,
                version);
    }

    /** Returns what is told of this contact on its topic and, but for the tenant, in answers. */
    public ContactChanged event(boolean deleted) {
        return new ContactChanged(
                id,
                tenant,
                phone == null ? null : phone.e164(),
                userId == null ? null : userId.value(),
                name.text(),
                email,
                tags,
                consent.optedOut(),
                createdAt,
                updatedAt,
                deleted);
    }
}
