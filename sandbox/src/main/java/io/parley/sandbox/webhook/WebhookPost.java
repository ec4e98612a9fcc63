package io.parley.sandbox.webhook;

import io.parley.sandbox.meta.WebhookSignature;
import java.net.URI;

/** A signed body on its way: the same bytes and signature at every attempt. */
record WebhookPost(URI url, byte[] body, String sha256, String sha1) {

    static WebhookPost signed(URI url, byte[] body, String secret) {
        return new WebhookPost(url, body, WebhookSignature.sha256(body, secret), WebhookSignature.sha1(body, secret));
    }
}
