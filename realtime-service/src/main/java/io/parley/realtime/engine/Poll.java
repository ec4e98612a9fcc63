package io.parley.realtime.engine;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A poll that waits for something to send. The library answers it from whichever thread has something to say, under its
 * lock; here the answer is kept, and written to the client by a thread that may wait for the network.
 */
final class Poll {

    private static final Logger log = LoggerFactory.getLogger(Poll.class);

    /** The packet that says that the session is over (Engine.IO 4, "close"). */
    private static final String CLOSED = String.valueOf(Packets.CLOSE);

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final int maxPayload;
    private final Optional<Connection> connection;
    private final ByteArrayOutputStream answer = new ByteArrayOutputStream();
    private final CountDownLatch received = new CountDownLatch(1);
    private final AtomicBoolean delivered = new AtomicBoolean();
    private volatile @Nullable AsyncContext waiting;
    private volatile @Nullable String contentType;

    /**
     * @param connection the session that is polled; none where the poll opens it
     */
    Poll(HttpServletRequest request, HttpServletResponse response, int maxPayload, Optional<Connection> connection) {
        this.request = request;
        this.response = response;
        this.maxPayload = maxPayload;
        this.connection = connection;
    }

    HttpServletRequest request() {
        return new Request(request);
    }

    HttpServletResponse response() {
        return new Response(response);
    }

    /** Says that the container's own thread has left the request, which may now be answered. */
    void release() {
        received.countDown();
    }

    /** Answers it where nobody has: of a session that ended while this poll came in, the library would let it wait for ever. */
    void end() {
        var context = waiting;
        if (context != null) {
            deliver(context);
        }
    }

    private void deliver(AsyncContext context) {
        if (!delivered.compareAndSet(false, true)) {
            return;
        }
        Thread.startVirtualThread(() -> {
            try {
                received.await();
                connection.ifPresent(Connection::endPoll);
                var text = answer.size() == 0 ? CLOSED : answer.toString(StandardCharsets.UTF_8);
                if (contentType != null) {
                    response.setContentType(contentType);
                }
                var bytes = Handshake.completed(text, maxPayload).getBytes(StandardCharsets.UTF_8);
                response.setContentLength(bytes.length);
                response.getOutputStream().write(bytes);
                response.flushBuffer();
            } catch (IOException e) {
                log.debug("a poll's client is gone", e);
                connection.ifPresent(Connection::close);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                context.complete();
            }
        });
    }

    private final class Request extends HttpServletRequestWrapper {

        /** What the library notes of the poll; it reads that as late as {@link #isAsyncStarted}. */
        private final Map<String, Object> attributes = new ConcurrentHashMap<>();

        Request(HttpServletRequest request) {
            super(request);
        }

        @Override
        public void setAttribute(String name, Object value) {
            attributes.put(name, value);
        }

        @Override
        public @Nullable Object getAttribute(String name) {
            return attributes.get(name);
        }

        @Override
        public AsyncContext startAsync() {
            var context = super.startAsync();
            context.setTimeout(0); // a ping ends each poll in time
            waiting = context;
            return new Deferred(context, Poll.this);
        }

        /** Not the container's word: the library may ask when the answer has left and the container uses the request again. */
        @Override
        public boolean isAsyncStarted() {
            return waiting != null && !delivered.get();
        }

        @Override
        public AsyncContext getAsyncContext() {
            return new Deferred(Objects.requireNonNull(waiting), Poll.this);
        }
    }

    private final class Response extends HttpServletResponseWrapper {

        Response(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void setContentType(String type) {
            contentType = type;
        }

        /** For what the library refuses: that is answered at once. */
        @Override
        public PrintWriter getWriter() throws IOException {
            super.setContentType(contentType);
            return super.getWriter();
        }

        @Override
        public void setContentLength(int length) {
            // known only when the answer is complete
        }

        @Override
        public ServletOutputStream getOutputStream() {
            return new Kept(answer);
        }
    }

    private static final class Kept extends ServletOutputStream {

        private final ByteArrayOutputStream bytes;

        Kept(ByteArrayOutputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public void write(int one) {
            bytes.write(one);
        }

        @Override
        public void write(byte[] some, int offset, int length) {
            bytes.write(some, offset, length);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException();
        }
    }

    /** The request's own context, but that completing it begins with delivering the answer. */
    private record Deferred(AsyncContext context, Poll poll) implements AsyncContext {

        @Override
        public void complete() {
            poll.deliver(context);
        }

        @Override
        public ServletRequest getRequest() {
            return context.getRequest();
        }

        @Override
        public ServletResponse getResponse() {
            return context.getResponse();
        }

        @Override
        public boolean hasOriginalRequestAndResponse() {
            return context.hasOriginalRequestAndResponse();
        }

        @Override
        public void dispatch() {
            context.dispatch();
        }

        @Override
        public void dispatch(String path) {
            context.dispatch(path);
        }

        @Override
        public void dispatch(jakarta.servlet.ServletContext servletContext, String path) {
            context.dispatch(servletContext, path);
        }

        @Override
        public void start(Runnable run) {
            context.start(run);
        }

        @Override
        public void addListener(AsyncListener listener) {
            context.addListener(listener);
        }

        @Override
        public void addListener(AsyncListener listener, ServletRequest request, ServletResponse response) {
            context.addListener(listener, request, response);
        }

        @Override
        public <T extends AsyncListener> T createListener(Class<T> type) throws jakarta.servlet.ServletException {
            return context.createListener(type);
        }

        @Override
        public void setTimeout(long timeout) {
            // see Request.startAsync
        }

        @Override
        public long getTimeout() {
            return context.getTimeout();
        }
    }
}
