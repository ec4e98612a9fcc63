package io.parley.ingest;

import io.parley.testkit.ApiDocumentContract;

class IngestApiDocumentTest extends ApiDocumentContract {

    IngestApiDocumentTest() {
        super("io.parley.ingest");
    }
}
