/** Real processes, started, killed and stopped. */
@NullMarked
package io.parley.stack.supervise;

import org.jspecify.annotations.NullMarked;
