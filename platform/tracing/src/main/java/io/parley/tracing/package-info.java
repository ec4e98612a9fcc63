/** Spans of what the gateway and the services do, and where they go. */
@NullMarked
package io.parley.tracing;

import org.jspecify.annotations.NullMarked;
