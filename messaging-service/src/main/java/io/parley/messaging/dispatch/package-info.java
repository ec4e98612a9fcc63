/** Carries queued messages to the Graph API, each at most once, and records what came of it. */
@NullMarked
package io.parley.messaging.dispatch;

import org.jspecify.annotations.NullMarked;
