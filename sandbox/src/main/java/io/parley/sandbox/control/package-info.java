/**
 * The door for whoever runs a test: numbers, ledger, faults, behaviour and state.
 */
@NullMarked
package io.parley.sandbox.control;

import org.jspecify.annotations.NullMarked;
