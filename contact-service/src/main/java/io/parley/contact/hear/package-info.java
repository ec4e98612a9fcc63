/** Listens to customers: their first words, their names, and whether they want marketing. */
@NullMarked
package io.parley.contact.hear;

import org.jspecify.annotations.NullMarked;
