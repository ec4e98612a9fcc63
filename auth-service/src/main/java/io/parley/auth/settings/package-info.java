/** A tenant's settings: its WhatsApp numbers, checked with Meta before they are kept, its webhook and its inbox. */
@NullMarked
package io.parley.auth.settings;

import org.jspecify.annotations.NullMarked;
