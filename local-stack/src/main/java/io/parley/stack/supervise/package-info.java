/** Starts the processes of a stack, keeps them running, and stops exactly them. */
@NullMarked
package io.parley.stack.supervise;

import org.jspecify.annotations.NullMarked;
