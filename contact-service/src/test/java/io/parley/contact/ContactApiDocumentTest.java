package io.parley.contact;

import io.parley.testkit.ApiDocumentContract;

class ContactApiDocumentTest extends ApiDocumentContract {

    ContactApiDocumentTest() {
        super("io.parley.contact");
    }
}
