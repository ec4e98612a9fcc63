package io.parley.auth.settings;

import io.parley.auth.account.Name;

/** What PATCH /api/settings/numbers/:id may say. */
record NumberPatch(
        Change<String> phoneNumberId,
        Change<String> accessToken,
        Change<String> businessAccountId,
        Change<String> appSecret,
        Change<Name> label) {}
