package io.parley.auth;

import io.parley.testkit.ServiceTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Import;

/** A test against the whole of auth-service with a stand-in for the Graph API. All of them share one context. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ServiceTest(
        properties = {"parley.settings.response-timeout=5s", "parley.settings.public-url=https://parley.example.com/"})
@Import({FakeGraph.Setup.class, Fixtures.class})
@interface AuthTest {}
