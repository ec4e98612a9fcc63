/** Keeps what is in files: in a directory, or in an S3-compatible store. */
@NullMarked
package io.parley.messaging.media.store;

import org.jspecify.annotations.NullMarked;
