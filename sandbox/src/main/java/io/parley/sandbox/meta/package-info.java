/**
 * How Meta writes things down: JSON with its escapes, signatures, message ids, errors. Depends on nothing else here.
 */
@NullMarked
package io.parley.sandbox.meta;

import org.jspecify.annotations.NullMarked;
