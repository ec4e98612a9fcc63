/** Files as WhatsApp holds them: on disk, with the types and sizes that it takes. */
@NullMarked
package io.parley.sandbox.media;

import org.jspecify.annotations.NullMarked;
