/** People read contacts: lists, searches, one contact. */
@NullMarked
package io.parley.contact.view;

import org.jspecify.annotations.NullMarked;
