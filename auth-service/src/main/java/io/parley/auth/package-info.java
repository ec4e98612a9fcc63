/**
 * auth-service: who may use Parley, and how each tenant is set up. {@code account}, {@code token} and {@code audit} are
 * the kernel: tenants and users, the tokens they get, and the record of who changed what. {@code session}, {@code user},
 * {@code apikey} and {@code settings} are features on top of it and do not know each other.
 */
@NullMarked
package io.parley.auth;

import org.jspecify.annotations.NullMarked;
