/**
 * Tells front ends what happens, as it happens. Three packages know how: {@code engine} speaks Socket.IO and knows nothing
 * of Parley; {@code feed} reads Parley's topics, gives each event its cursor and finds what a cursor has missed;
 * {@code presence} knows who has which conversation open. Two use them: {@code desk} is who is connected and what they are
 * told, {@code poll} the same feed over plain HTTP.
 */
@NullMarked
package io.parley.realtime;

import org.jspecify.annotations.NullMarked;
