/**
 * Who exists: business numbers with their credentials, and the customers seen so far. Bounded, in memory.
 */
@NullMarked
package io.parley.sandbox.account;

import org.jspecify.annotations.NullMarked;
