/**
 * The door that plays the customer: messages written on a phone, and statuses reported by hand.
 */
@NullMarked
package io.parley.sandbox.phone;

import org.jspecify.annotations.NullMarked;
