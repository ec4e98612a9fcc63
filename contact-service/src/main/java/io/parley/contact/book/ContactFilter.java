package io.parley.contact.book;

import io.parley.contract.TenantId;
import io.parley.kit.web.ProblemException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which contacts a list or an export is to show; null asks for all.
 *
 * @param search any part of number, name or e-mail address
 */
public record ContactFilter(
        @Nullable String search,
        @Nullable String tag,
        @Nullable Boolean optedOut) {

    private static final int LONGEST = 200;

    public ContactFilter {
        search = search == null || search.isBlank() ? null : search;
        tag = tag == null || tag.isBlank() ? null : tag.strip();
    }

    /** Returns this filter; refuses what nothing can be like. */
    public ContactFilter checked() {
        refuseUnless(isText(search), "search");
        refuseUnless(isText(tag), "tag");
        return this;
    }

    private static void refuseUnless(boolean fit, String field) {
        if (!fit) {
            throw ProblemException.ofField(
                    field, "must have at most " + LONGEST + " characters and no control characters");
        }
    }

    private static boolean isText(@Nullable String text) {
        return text == null || (text.length() <= LONGEST && text.chars().noneMatch(one -> Character.isISOControl(one)));
    }

    /** Returns the one dimension of contact_count that this filter asks for; empty where it asks for more. */
    public Optional<String> dimension() {
        if (search != null || (tag != null && optedOut != null)) {
            return Optional.empty();
        }
        if (tag != null) {
            return Optional.of("#" + tag);
        }
        return Optional.of(optedOut == null ? "*" : optedOut ? "out" : "in");
    }

    /** Returns what is searched for. */
    public Optional<SearchText> text() {
        return Optional.ofNullable(search)
                .map(SearchText::query)
                .filter(text -> !text.value().isEmpty());
    }

    /** Returns the hashes that every contact of this filter has in the index. */
    public String grams(TenantId tenant) {
        var grams = text().map(text -> Grams.wanted(tenant, text)).orElseGet(() -> Grams.none(tenant));
        if (tag != null) {
            grams.tagged(List.of(tag));
        }
        if (optedOut != null) {
            grams.consenting(optedOut);
        }
        return grams.text();
    }
}
