/** WhatsApp tells what became of templates. */
@NullMarked
package io.parley.template.hear;

import org.jspecify.annotations.NullMarked;
