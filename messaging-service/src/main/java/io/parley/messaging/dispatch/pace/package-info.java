/** How fast messages may leave: Meta's limits for a number and for a customer, as arithmetic without a clock of its own. */
@NullMarked
package io.parley.messaging.dispatch.pace;

import org.jspecify.annotations.NullMarked;
