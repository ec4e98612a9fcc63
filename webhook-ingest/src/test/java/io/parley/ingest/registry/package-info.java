/** Tests beside what they test. */
@NullMarked
package io.parley.ingest.registry;

import org.jspecify.annotations.NullMarked;
