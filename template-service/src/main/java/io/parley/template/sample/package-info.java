/** Samples of pictures, videos and documents, without which WhatsApp reviews no header that has one. */
@NullMarked
package io.parley.template.sample;

import org.jspecify.annotations.NullMarked;
