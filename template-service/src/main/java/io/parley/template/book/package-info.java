/** What a template is, and how templates are found, changed, announced and remembered. */
@NullMarked
package io.parley.template.book;

import org.jspecify.annotations.NullMarked;
