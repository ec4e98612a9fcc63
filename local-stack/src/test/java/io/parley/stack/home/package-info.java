/** Files, records and secrets of a stack. */
@NullMarked
package io.parley.stack.home;

import org.jspecify.annotations.NullMarked;
