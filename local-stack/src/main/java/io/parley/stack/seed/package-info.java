/** Makes up believable conversations, always the same ones for the same seed, and lets them happen through public doors. */
@NullMarked
package io.parley.stack.seed;

import org.jspecify.annotations.NullMarked;
