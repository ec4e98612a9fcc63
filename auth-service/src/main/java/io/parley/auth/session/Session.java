package io.parley.auth.session;

import io.parley.auth.account.Tenant;
import io.parley.auth.account.User;

/** A user who has just signed in. */
record Session(User user, Tenant tenant, TokenPair tokens) {}
