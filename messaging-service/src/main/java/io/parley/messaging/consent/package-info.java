/** Which customers want no marketing, as this service last heard. */
@NullMarked
package io.parley.messaging.consent;

import org.jspecify.annotations.NullMarked;
