/** Who a customer is, by whichever names WhatsApp gives. */
@NullMarked
package io.parley.messaging.customer;

import org.jspecify.annotations.NullMarked;
