/** Writes contacts as CSV. */
@NullMarked
package io.parley.contact.export;

import org.jspecify.annotations.NullMarked;
