package io.parley.messaging.accept;

import java.util.UUID;

/**
 * A message that another one answers or reacts to.
 *
 * @param field what names it in the request
 */
record Quoted(String field, UUID conversation, String phoneNumberId, String wamid) {}
