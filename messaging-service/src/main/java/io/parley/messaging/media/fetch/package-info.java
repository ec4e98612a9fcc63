/** Gets customers' files from WhatsApp as soon as their messages are stored, since Meta's addresses live for minutes. */
@NullMarked
package io.parley.messaging.media.fetch;

import org.jspecify.annotations.NullMarked;
