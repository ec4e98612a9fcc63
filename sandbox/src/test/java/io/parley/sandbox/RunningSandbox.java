package io.parley.sandbox;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A sandbox and its receiver for one test class; after each test it has forgotten all and behaves as usual. */
final class RunningSandbox implements AfterEachCallback, AfterAllCallback {

    private static final Duration LONG = Duration.ofMinutes(1);

    /** Each status has a POST of its own; one must not overtake another because the machine was busy for a moment. */
    private static final String QUICK = """
            {'statuses':{'sent':{'minMs':5,'maxMs':10},'delivered':{'minMs':150,'maxMs':160},'read':{'minMs':150,'maxMs':160}},
             'webhooks':{'retryFirstMs':20,'retryMaxMs':100}}""";

    private final Receiver receiver = new Receiver();
    private final Sandbox sandbox = Sandbox.start(0, receiver.url(), Receiver.SECRET);
    private final Caller caller = new Caller(sandbox.baseUrl());

    RunningSandbox() {
        Awaitility.setDefaultTimeout(LONG);
        quicken();
    }

    Receiver receiver() {
        return receiver;
    }

    Sandbox sandbox() {
        return sandbox;
    }

    Caller caller() {
        return caller;
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        receiver.answers(() -> 200);
        caller.delete("/sandbox/state");
        await().until(() ->
                caller.get("/sandbox/state").json().at("/webhooks/inFlight").intValue() == 0);
        caller.delete("/sandbox/faults");
        caller.delete("/sandbox/config");
        quicken();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        caller.close();
        sandbox.close();
        receiver.close();
    }

    private void quicken() {
        try {
            caller.put("/sandbox/config", QUICK);
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        }
    }
}
