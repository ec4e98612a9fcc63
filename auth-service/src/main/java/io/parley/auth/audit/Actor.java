package io.parley.auth.audit;

import io.parley.kit.security.Caller;

/**
 * Who changes something, and from where. Controllers take it as a parameter.
 *
 * @param address the client's address, as the gateway saw it
 */
public record Actor(Caller caller, String address, String requestId) {}
