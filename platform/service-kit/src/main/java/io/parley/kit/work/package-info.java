/** Loops that do a service's work beside its requests and its consumers. */
@NullMarked
package io.parley.kit.work;

import org.jspecify.annotations.NullMarked;
