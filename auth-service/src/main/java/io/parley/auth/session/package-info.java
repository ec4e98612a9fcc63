/** Registration, sign-in and what follows from it: refresh tokens in families, sign-out, one's own account. */
@NullMarked
package io.parley.auth.session;

import org.jspecify.annotations.NullMarked;
