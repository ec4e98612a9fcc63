/** People add, change and remove contacts. */
@NullMarked
package io.parley.contact.edit;

import org.jspecify.annotations.NullMarked;
