/** Tests beside what they test. */
@NullMarked
package io.parley.ingest.receive;

import org.jspecify.annotations.NullMarked;
