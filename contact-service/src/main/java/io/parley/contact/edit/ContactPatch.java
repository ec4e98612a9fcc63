package io.parley.contact.edit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What PATCH /api/contacts/:id may say; null clears, what is absent stays. */
record ContactPatch(
        Change<String> phoneNumber,
        Change<String> userId,
        Change<String> name,
        Change<String> email,
        Change<List<@Nullable String>> tags,
        Change<Boolean> optedOut) {}
