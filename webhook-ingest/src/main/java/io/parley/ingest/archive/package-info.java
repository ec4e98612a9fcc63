/** Keeps every record of raw-webhook, and what the services that read it say became of it. */
@NullMarked
package io.parley.ingest.archive;

import org.jspecify.annotations.NullMarked;
