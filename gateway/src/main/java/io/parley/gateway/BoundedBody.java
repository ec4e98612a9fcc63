package io.parley.gateway;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import reactor.core.publisher.Flux;

/**
 * Counts a request's body as it passes and cuts it off with a {@link Refusal} when it becomes too much, whatever its length
 * was said to be. The bytes stay those that came.
 */
final class BoundedBody extends ServerHttpRequestDecorator {

    private final RouteBounds bounds;
    private volatile long bytes;
    private volatile boolean complete;

    BoundedBody(ServerHttpRequest request, RouteBounds bounds) {
        super(request);
        this.bounds = bounds;
    }

    /** Refuses at once what is already known to be too much. */
    void admit() {
        var announced = Math.max(0, getHeaders().getContentLength());
        if (announced > bounds.bodyLimit()) {
            throw tooLarge();
        }
        if (bounds.inFlight().get() + announced > bounds.inFlightLimit()) {
            throw tooMany();
        }
    }

    @Override
    public Flux<DataBuffer> getBody() {
        return super.getBody().doOnNext(this::count).doOnComplete(() -> complete = true);
    }

    boolean isComplete() {
        return complete;
    }

    /** To be called once, when nothing of the request is held any more. */
    void release() {
        bounds.inFlight().addAndGet(-bytes);
    }

    @SuppressWarnings("NonAtomicOperationOnVolatileField") // One thread at a time; volatile only for release().
    private void count(DataBuffer buffer) {
        var size = buffer.readableByteCount();
        bytes += size;
        var inFlight = bounds.inFlight().addAndGet(size);
        if (bytes > bounds.bodyLimit()) {
            DataBufferUtils.release(buffer);
            throw tooLarge();
        }
        if (inFlight > bounds.inFlightLimit()) {
            DataBufferUtils.release(buffer);
            throw tooMany();
        }
    }

    private Refusal tooLarge() {
        return new Refusal(
                GatewayError.PAYLOAD_TOO_LARGE, "The request body is larger than " + bounds.bodyLimit() + " bytes.");
    }

    private static Refusal tooMany() {
        return Refusal.unavailable("Too much is on its way at the moment; try again later.", null);
    }
}
