/**
 * What the tests of every service share: a real PostgreSQL and a real Kafka broker for each JVM, tenants with tokens, a
 * clock that can be set, contract suites and the architecture rules.
 */
@NullMarked
package io.parley.testkit;

import org.jspecify.annotations.NullMarked;
