/**
 * Socket.IO (protocol 5) over Engine.IO (protocol 4): the library, and around it what it leaves open. The library keeps
 * sessions, heartbeats, namespaces and packets; this package is its way to the network, checks what comes in before the
 * library sees it, refuses strangers before they are connected, and bounds what waits to go out.
 */
@NullMarked
package io.parley.realtime.engine;

import org.jspecify.annotations.NullMarked;
