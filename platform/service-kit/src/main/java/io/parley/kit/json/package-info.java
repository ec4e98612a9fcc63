/** The two ways in which Parley reads JSON: strictly from its users, leniently from its own topics. */
@NullMarked
package io.parley.kit.json;

import org.jspecify.annotations.NullMarked;
