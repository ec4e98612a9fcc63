/** What a message may say: Meta's limits on what is sent, checked before anything is accepted. */
@NullMarked
package io.parley.messaging.accept.content;

import org.jspecify.annotations.NullMarked;
