/** Whole accounts are read, to find what no webhook told. */
@NullMarked
package io.parley.template.sync;

import org.jspecify.annotations.NullMarked;
