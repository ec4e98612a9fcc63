package io.parley.stack;

import io.parley.stack.home.Checkout;
import io.parley.stack.home.Service;
import io.parley.stack.home.StackHome;
import java.net.URI;
import picocli.CommandLine.Option;

/** The option that says which stack is meant. */
final class StackOption {

    static final int MAX_PORT = 65_535 - 20;

    @Option(names = "--port", paramLabel = "PORT", defaultValue = "${env:PORT:-3000}")
    private int port;

    int port() {
        return port;
    }

    Checkout checkout() {
        return Checkout.current();
    }

    StackHome home() {
        return checkout().stack(port);
    }

    URI gateway() {
        return address(Service.GATEWAY);
    }

    URI sandbox() {
        return address(Service.SANDBOX);
    }

    URI analytics() {
        return address(Service.ANALYTICS);
    }

    private URI address(Service service) {
        return URI.create("http://127.0.0.1:" + service.port(port));
    }
}
