/** The kernel: tenants, their users, e-mail addresses and passwords. No HTTP. */
@NullMarked
package io.parley.auth.account;

import org.jspecify.annotations.NullMarked;
