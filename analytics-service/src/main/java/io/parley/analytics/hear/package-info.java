/** Reads the topics and hands on what they tell. */
@NullMarked
package io.parley.analytics.hear;

import org.jspecify.annotations.NullMarked;
