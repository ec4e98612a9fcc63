package io.parley.realtime;

import io.parley.testkit.ApiDocumentContract;

class RealtimeApiDocumentTest extends ApiDocumentContract {

    RealtimeApiDocumentTest() {
        super("io.parley.realtime");
    }
}
