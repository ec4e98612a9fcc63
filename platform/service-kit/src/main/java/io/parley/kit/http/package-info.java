/** Calls to partners that Parley does not control: time-outs, bulkheads and circuit breakers, metered alike. */
@NullMarked
package io.parley.kit.http;

import org.jspecify.annotations.NullMarked;
