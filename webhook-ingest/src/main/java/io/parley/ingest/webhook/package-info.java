/** What a raw event is: one change of a webhook, for one customer of one number, and where it belongs. */
@NullMarked
package io.parley.ingest.webhook;

import org.jspecify.annotations.NullMarked;
