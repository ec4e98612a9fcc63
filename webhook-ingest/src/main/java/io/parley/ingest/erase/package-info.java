/** Erases customers: destroys the archived bodies that are about them and keeps the ledger as it is. */
@NullMarked
package io.parley.ingest.erase;

import org.jspecify.annotations.NullMarked;
