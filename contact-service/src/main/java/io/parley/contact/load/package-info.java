/** Imports CSV files: takes them in, works through them a batch at a time, and tells how far it has come. */
@NullMarked
package io.parley.contact.load;

import org.jspecify.annotations.NullMarked;
