/**
 * The door that faces the system under test: the Graph API, with Meta's paths, answers and refusals.
 */
@NullMarked
package io.parley.sandbox.graph;

import org.jspecify.annotations.NullMarked;
