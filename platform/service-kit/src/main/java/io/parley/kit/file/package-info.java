/** What files are. Needs tika-core, which services that take files declare. */
@NullMarked
package io.parley.kit.file;

import org.jspecify.annotations.NullMarked;
