/**
 * How the simulated WhatsApp behaves when nothing is broken: delays, windows, limits; changeable while it runs.
 */
@NullMarked
package io.parley.sandbox.behaviour;

import org.jspecify.annotations.NullMarked;
