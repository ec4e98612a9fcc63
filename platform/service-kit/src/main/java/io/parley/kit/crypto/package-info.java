/** Secrets in memory and at rest. */
@NullMarked
package io.parley.kit.crypto;

import org.jspecify.annotations.NullMarked;
