package io.parley.messaging.media.fetch;

import io.parley.contract.MessageError;
import io.parley.messaging.media.MediaFile;

/** What an attempt to fetch a file came to. */
sealed interface FetchOutcome {

    /** It is in the store. */
    record Fetched(MediaFile.Stored file) implements FetchOutcome {}

    /** It may be had later. */
    record Later(MessageError reason) implements FetchOutcome {}

    /** It cannot be had, unless something changes. */
    record Never(MessageError reason) implements FetchOutcome {}
}
