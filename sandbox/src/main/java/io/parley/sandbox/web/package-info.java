/**
 * The servlet side: connections that can be reset, readiness, and errors of the control doors.
 */
@NullMarked
package io.parley.sandbox.web;

import org.jspecify.annotations.NullMarked;
