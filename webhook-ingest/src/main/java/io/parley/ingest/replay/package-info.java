/** Publishes archived events once more: on request, and when a tenant connects the number that they are for. */
@NullMarked
package io.parley.ingest.replay;

import org.jspecify.annotations.NullMarked;
