/** Shows a tenant its raw events and accounts for every element of them. */
@NullMarked
package io.parley.ingest.ledger;

import org.jspecify.annotations.NullMarked;
