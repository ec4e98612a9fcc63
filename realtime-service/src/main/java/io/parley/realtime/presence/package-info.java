/**
 * Who has which conversation open, at all instances: each says on a topic who is there at itself, and drops those of
 * instances that are silent for too long.
 */
@NullMarked
package io.parley.realtime.presence;

import org.jspecify.annotations.NullMarked;
