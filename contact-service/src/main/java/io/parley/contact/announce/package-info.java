/** Tells others of contacts: the relay that writes contact-changed. */
@NullMarked
package io.parley.contact.announce;

import org.jspecify.annotations.NullMarked;
