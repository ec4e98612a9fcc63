/** One schema and two roles for a service, and transactions that tell row-level security which tenants they serve. */
@NullMarked
package io.parley.kit.database;

import org.jspecify.annotations.NullMarked;
