/**
 * Takes Meta's webhooks in. {@code webhook} and {@code registry} are the kernel: what a raw event is, and which tenant
 * speaks for which number. {@code receive} verifies, splits and publishes; {@code archive} keeps every record and what
 * became of it; {@code ledger} shows both; {@code replay} publishes what was kept once more.
 */
@NullMarked
package io.parley.ingest;

import org.jspecify.annotations.NullMarked;
