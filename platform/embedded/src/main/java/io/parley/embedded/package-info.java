/**
 * A real PostgreSQL and a real Kafka broker that run wherever a JVM runs: no container engine, no installation. The local
 * stack keeps its data in them, tests use throw-away ones. The servers listen on 127.0.0.1 alone.
 */
@NullMarked
package io.parley.embedded;

import org.jspecify.annotations.NullMarked;
