package io.parley.messaging;

import io.parley.testkit.ApiDocumentContract;

class MessagingApiDocumentTest extends ApiDocumentContract {

    MessagingApiDocumentTest() {
        super("io.parley.messaging");
    }
}
