/**
 * Message templates and their review by WhatsApp. {@code book}, {@code account}, {@code graph} and {@code rule} are the
 * kernel; {@code submit} and {@code view} serve people, {@code hear} listens to webhooks, {@code sync} reads whole accounts.
 */
@NullMarked
package io.parley.template;

import org.jspecify.annotations.NullMarked;
