/** The made-up conversations. */
@NullMarked
package io.parley.stack.seed;

import org.jspecify.annotations.NullMarked;
