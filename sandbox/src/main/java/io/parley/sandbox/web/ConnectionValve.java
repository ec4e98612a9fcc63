package io.parley.sandbox.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/** Hands each request the connection it came in on. */
final class ConnectionValve extends ValveBase {

    ConnectionValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        request.setAttribute(ResettableConnection.ATTRIBUTE, ResettableConnection.in(request.getCoyoteRequest()));
        getNext().invoke(request, response);
    }
}
