package io.parley.template;

import io.parley.testkit.ApiDocumentContract;

class TemplateApiDocumentTest extends ApiDocumentContract {

    TemplateApiDocumentTest() {
        super("io.parley.template");
    }
}
