/** The kernel's other half: the keys that sign access tokens, their rotation and publication, and the tokens themselves. */
@NullMarked
package io.parley.auth.token;

import org.jspecify.annotations.NullMarked;
