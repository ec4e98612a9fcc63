/**
 * The webhook endpoint: size, signature over the raw bytes, and only then reading, splitting by customer, routing to
 * tenants, and publishing. What is answered 200 is on the broker or in the outbox.
 */
@NullMarked
package io.parley.ingest.receive;

import org.jspecify.annotations.NullMarked;
