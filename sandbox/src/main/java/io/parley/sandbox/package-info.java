/**
 * A stand-in for Meta's Graph API and for customers' phones. Reads from the bottom: {@code meta} is how Meta writes
 * things down; {@code account}, {@code behaviour}, {@code ledger} are what the sandbox remembers; {@code fault} and
 * {@code webhook} act on it; {@code rule} judges what is sent; {@code graph}, {@code phone} and {@code control} are the
 * three doors. It knows no other module of Parley, so that its reading of the protocol is a second opinion.
 */
@NullMarked
package io.parley.sandbox;

import org.jspecify.annotations.NullMarked;
