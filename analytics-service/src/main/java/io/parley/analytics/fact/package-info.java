/** What is counted, and the counters: each fact counts once, in whatever order and however often it is told. */
@NullMarked
package io.parley.analytics.fact;

import org.jspecify.annotations.NullMarked;
