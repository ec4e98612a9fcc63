/** Makes the months in which facts are kept, and drops the old ones with what was counted of them. */
@NullMarked
package io.parley.analytics.keep;

import org.jspecify.annotations.NullMarked;
