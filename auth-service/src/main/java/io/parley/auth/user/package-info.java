/** The users of a tenant: who may do what. */
@NullMarked
package io.parley.auth.user;

import org.jspecify.annotations.NullMarked;
