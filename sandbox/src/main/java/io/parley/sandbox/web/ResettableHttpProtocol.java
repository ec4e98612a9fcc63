package io.parley.sandbox.web;

import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;

/** Tomcat's HTTP/1.1 with connections that can be reset. Public because Tomcat creates it by name. */
public final class ResettableHttpProtocol extends Http11NioProtocol {

    @Override
    protected Processor createProcessor() {
        return new ResettableConnection(this, getAdapter());
    }
}
