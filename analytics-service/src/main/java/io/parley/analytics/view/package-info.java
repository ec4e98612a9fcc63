/** Answers questions about the counters, as JSON and as CSV. */
@NullMarked
package io.parley.analytics.view;

import org.jspecify.annotations.NullMarked;
