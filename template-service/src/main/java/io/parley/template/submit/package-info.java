/** People make, edit and delete templates. */
@NullMarked
package io.parley.template.submit;

import org.jspecify.annotations.NullMarked;
