/** Message templates: what Meta takes, its review of them, and the webhooks about it. */
@NullMarked
package io.parley.sandbox.template;

import org.jspecify.annotations.NullMarked;
