/**
 * What was accepted: every send with its callback data, and every read receipt. Bounded, in memory.
 */
@NullMarked
package io.parley.sandbox.ledger;

import org.jspecify.annotations.NullMarked;
