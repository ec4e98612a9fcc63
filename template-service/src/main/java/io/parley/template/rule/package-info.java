/** WhatsApp's rules for templates, so that a mistake is named before anything is submitted. */
@NullMarked
package io.parley.template.rule;

import org.jspecify.annotations.NullMarked;
