/** Where a stack keeps its files, which ports and secrets it has, and which processes it has started. */
@NullMarked
package io.parley.stack.home;

import org.jspecify.annotations.NullMarked;
