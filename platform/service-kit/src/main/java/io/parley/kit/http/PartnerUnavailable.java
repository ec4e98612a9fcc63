package io.parley.kit.http;

/** A partner was not called, because it is known to be away or too many calls are in flight. Nothing was sent. */
public final class PartnerUnavailable extends RuntimeException {

    PartnerUnavailable(RuntimeException cause) {
        super(cause.getMessage(), cause);
    }
}
