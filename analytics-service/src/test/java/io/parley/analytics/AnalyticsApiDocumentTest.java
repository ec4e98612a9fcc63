package io.parley.analytics;

import io.parley.testkit.ApiDocumentContract;

class AnalyticsApiDocumentTest extends ApiDocumentContract {

    AnalyticsApiDocumentTest() {
        super("io.parley.analytics");
    }
}
