/** People read templates: lists, one template, its history, its text with variables filled in. */
@NullMarked
package io.parley.template.view;

import org.jspecify.annotations.NullMarked;
