package io.parley.contract;

/** What a user may do. Each role may do all that the ones after it may. */
public enum Role {
    OWNER,
    ADMIN,
    AGENT
}
