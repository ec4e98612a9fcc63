/**
 * Contacts. {@code book} is the kernel: what a contact is, and how contacts are found, written and announced. {@code edit}
 * and {@code view} serve people, {@code hear} listens to customers, {@code load} imports files and {@code export} writes
 * them.
 */
@NullMarked
package io.parley.contact;

import org.jspecify.annotations.NullMarked;
