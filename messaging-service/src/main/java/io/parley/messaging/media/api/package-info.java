/** POST and GET /api/media: takes files in and serves them, neither of them ever whole in memory. */
@NullMarked
package io.parley.messaging.media.api;

import org.jspecify.annotations.NullMarked;
