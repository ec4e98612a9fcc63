/** Which tenant has connected which number, what may sign for it, and whether its webhook is on: a copy in memory. */
@NullMarked
package io.parley.ingest.registry;

import org.jspecify.annotations.NullMarked;
