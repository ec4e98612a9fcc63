/** Speaks to a running stack over HTTP, as anybody else would: the gateway's public API and the sandbox's control doors. */
@NullMarked
package io.parley.stack.client;

import org.jspecify.annotations.NullMarked;
