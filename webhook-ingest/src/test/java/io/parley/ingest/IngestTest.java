package io.parley.ingest;

import io.parley.testkit.ServiceTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Import;

/** The service with a platform app of its own; the same for all tests, so that they share it. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ServiceTest(
        properties = {
            "parley.webhook.platform.app-secret=" + Webhooks.PLATFORM_SECRET,
            "parley.webhook.platform.verify-token=platform-token"
        })
@Import(Tenants.class)
@interface IngestTest {}
