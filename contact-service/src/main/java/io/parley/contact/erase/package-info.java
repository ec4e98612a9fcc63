/** Erases customers: takes the request, does this service's part, asks the others for theirs, and keeps the receipt. */
@NullMarked
package io.parley.contact.erase;

import org.jspecify.annotations.NullMarked;
