/**
 * Counters of messages. {@code fact} is the kernel: what is counted, and how it is counted once. {@code hear} reads the
 * topics, {@code view} answers, {@code keep} makes and drops months, {@code rebuild} counts everything anew.
 */
@NullMarked
package io.parley.analytics;

import org.jspecify.annotations.NullMarked;
