/** Which tenants the current work may see, carried along the call stack and never in a parameter of the plumbing. */
@NullMarked
package io.parley.kit.tenant;

import org.jspecify.annotations.NullMarked;
