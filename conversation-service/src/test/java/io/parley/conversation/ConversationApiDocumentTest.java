package io.parley.conversation;

import io.parley.testkit.ApiDocumentContract;

class ConversationApiDocumentTest extends ApiDocumentContract {

    ConversationApiDocumentTest() {
        super("io.parley.conversation");
    }
}
