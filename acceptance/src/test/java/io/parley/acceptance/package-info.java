/**
 * What Parley promises as a whole, tried on the running system: real processes, real PostgreSQL and Kafka, real kills.
 * Nothing in here knows a class of a service; the doors are HTTP, the command line, and the eyes of an operator.
 */
@NullMarked
package io.parley.acceptance;

import org.jspecify.annotations.NullMarked;
