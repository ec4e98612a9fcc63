package io.parley.stack.supervise;

import io.parley.stack.home.Checkout;
import io.parley.stack.home.StackHome;
import java.nio.file.Path;

/**
 * How a stack is to run.
 *
 * @param bind the address the gateway listens on; everything else listens on 127.0.0.1
 */
public record StackSettings(
        Checkout checkout, StackHome home, Path data, String bind, boolean withSandbox, StartMode start) {

    public int port() {
        return home.port();
    }
}
