package io.parley.messaging.media.fetch;

import io.parley.contract.MessageError;
import io.parley.messaging.media.MediaFile;

/** What an attempt to fetch a file came to. */
sealed interface FetchOutcome {

    /** It is in the store. */
    record Fetched(MediaFile.Stored file) implements FetchOutcome {}

    /** It may be had later, if not too often. */
    record Later(MessageError reason) implements FetchOutcome {}

    /** Nothing was learned of it, since WhatsApp or the store is away. It is waited for as long as that lasts. */
    record Waiting(MessageError reason) implements FetchOutcome {}

    /** It cannot be had, unless something changes. */
    record Never(MessageError reason) implements FetchOutcome {}
}
