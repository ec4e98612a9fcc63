package io.parley.contact.book;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a contact is called, and who says so.
 *
 * @param byHand somebody of the tenant has chosen it
 * @param at when WhatsApp last told the profile name
 */
public record ContactName(
        @Nullable String text, boolean byHand, @Nullable Instant at) {

    /** Nobody has said anything. */
    public static final ContactName NONE = new ContactName(null, false, null);

    /** Returns the name that somebody has chosen; null lets WhatsApp's in again. */
    public ContactName chosen(@Nullable String name) {
        return new ContactName(name, name != null, at);
    }

    /** Returns this name after hearing of a profile name; what was chosen by hand stays, and so does what is newer. */
    public ContactName hear(String profileName, Instant when) {
        if (at != null && !when.isAfter(at)) {
            return this;
        }
        return new ContactName(byHand ? text : profileName, byHand, when);
    }

    /** Returns which of two names a contact has that was two contacts. */
    ContactName or(ContactName other) {
        if (byHand != other.byHand) {
            return byHand ? this : other;
        }
        if (text == null || other.text == null) {
            return text == null ? other : this;
        }
        var otherIsNewer = at != null && other.at != null && other.at.isAfter(at);
        return !byHand && otherIsNewer ? other : this;
    }
}
