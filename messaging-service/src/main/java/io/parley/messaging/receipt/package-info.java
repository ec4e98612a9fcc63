/** Marks customers' messages as read, and tells WhatsApp so. */
@NullMarked
package io.parley.messaging.receipt;

import org.jspecify.annotations.NullMarked;
