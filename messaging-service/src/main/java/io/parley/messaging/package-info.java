/**
 * Messages, in and out. {@code message}, {@code customer} and {@code number} are the kernel; {@code receive} turns raw
 * webhooks into messages and statuses, {@code accept} takes messages to be sent, {@code dispatch} carries them to the
 * Graph API, and {@code view} answers questions about them.
 */
@NullMarked
package io.parley.messaging;

import org.jspecify.annotations.NullMarked;
