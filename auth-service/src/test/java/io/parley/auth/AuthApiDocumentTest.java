package io.parley.auth;

import io.parley.testkit.ApiDocumentContract;

class AuthApiDocumentTest extends ApiDocumentContract {

    AuthApiDocumentTest() {
        super("io.parley.auth");
    }
}
