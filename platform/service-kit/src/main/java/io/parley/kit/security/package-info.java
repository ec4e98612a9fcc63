/** Verifies access tokens, says who calls, and sets the tenant for everything that the call does. */
@NullMarked
package io.parley.kit.security;

import org.jspecify.annotations.NullMarked;
