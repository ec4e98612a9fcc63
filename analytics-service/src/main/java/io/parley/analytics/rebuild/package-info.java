/** Counts everything anew from the topics, when an operator asks for it. */
@NullMarked
package io.parley.analytics.rebuild;

import org.jspecify.annotations.NullMarked;
