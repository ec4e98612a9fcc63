/**
 * What passes between businesses and customers, and Meta's limits on it: throughput of a number, rate of a pair, the
 * customer service window.
 */
@NullMarked
package io.parley.sandbox.traffic;

import org.jspecify.annotations.NullMarked;
