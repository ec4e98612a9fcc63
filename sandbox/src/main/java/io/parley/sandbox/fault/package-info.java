/**
 * What breaks on demand: rules that spoil Graph answers, and probabilities that spoil status webhooks.
 */
@NullMarked
package io.parley.sandbox.fault;

import org.jspecify.annotations.NullMarked;
