/**
 * What a file of a message is: its kind and Meta's limits for it, where it is kept, and its row. Below it are the features: {@code
 * api} takes files in and serves them, {@code fetch} gets customers' files from WhatsApp, {@code store} keeps what is in
 * them, {@code sweep} deletes what nobody keeps.
 */
@NullMarked
package io.parley.messaging.media;

import org.jspecify.annotations.NullMarked;
