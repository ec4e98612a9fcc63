/** WhatsApp's side of templates: the Graph API, and what its answers mean. */
@NullMarked
package io.parley.template.graph;

import org.jspecify.annotations.NullMarked;
