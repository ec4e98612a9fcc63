/** The tenants' business accounts, and when each is to be read whole. */
@NullMarked
package io.parley.template.account;

import org.jspecify.annotations.NullMarked;
