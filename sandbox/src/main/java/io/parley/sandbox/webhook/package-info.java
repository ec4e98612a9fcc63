/**
 * Signed webhooks to the receiver under test: built as Meta builds them, sent when due, retried until answered 200.
 */
@NullMarked
package io.parley.sandbox.webhook;

import org.jspecify.annotations.NullMarked;
