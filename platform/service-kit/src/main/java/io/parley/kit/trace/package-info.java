/**
 * Which trace the current work belongs to (W3C Trace Context), from the request to the last event that follows from it, and
 * what log lines say of it.
 */
@NullMarked
package io.parley.kit.trace;

import org.jspecify.annotations.NullMarked;
