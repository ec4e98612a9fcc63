/** Commands as they are typed. */
@NullMarked
package io.parley.stack;

import org.jspecify.annotations.NullMarked;
