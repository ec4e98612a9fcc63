/** What a contact is, how contacts are found and written in batches, and how their search works. */
@NullMarked
package io.parley.contact.book;

import org.jspecify.annotations.NullMarked;
