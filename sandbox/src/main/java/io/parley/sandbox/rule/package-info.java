/**
 * The judgement on an outbound message: Meta's shape and limits for every type, with Meta's error codes.
 */
@NullMarked
package io.parley.sandbox.rule;

import org.jspecify.annotations.NullMarked;
