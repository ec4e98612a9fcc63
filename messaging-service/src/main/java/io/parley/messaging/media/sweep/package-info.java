/** Deletes files that were kept long enough, uploads that nobody sends, and what died while it was being written. */
@NullMarked
package io.parley.messaging.media.sweep;

import org.jspecify.annotations.NullMarked;
