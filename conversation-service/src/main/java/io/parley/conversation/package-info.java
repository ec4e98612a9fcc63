/**
 * The shared inbox. {@code inbox} (what a thread is) and {@code person} (who takes part) are the kernel; {@code project}
 * turns messages into threads, {@code follow} keeps up with customers, contacts and users, {@code work} is what agents do
 * to a thread, and {@code view} answers questions.
 */
@NullMarked
package io.parley.conversation;

import org.jspecify.annotations.NullMarked;
