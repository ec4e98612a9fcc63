package io.parley.sandbox.web;

import jakarta.servlet.ServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import org.apache.coyote.Adapter;
import org.apache.coyote.ErrorState;
import org.apache.coyote.Request;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;

/**
 * A client's connection that can be torn down in the middle of a request: the client sees a TCP reset and not one byte
 * of an answer. Servlets cannot reach their socket, so this is Tomcat's HTTP/1.1 processor with one more door.
 */
public final class ResettableConnection extends Http11Processor {

    static final String ATTRIBUTE = ResettableConnection.class.getName();

    private static final int NOTE = 31;

    ResettableConnection(AbstractHttp11Protocol<?> protocol, Adapter adapter) {
        super(protocol, adapter);
        request.setNote(NOTE, this);
    }

    /** The connection this request came in on. */
    public static ResettableConnection of(ServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof ResettableConnection connection) {
            return connection;
        }
        throw new IllegalStateException("The server was not started with the sandbox's own protocol handler");
    }

    static Object in(Request request) {
        return request.getNote(NOTE);
    }

    /** Drops the connection with a reset; whatever is written to the response afterwards goes nowhere. */
    public void reset() {
        var socket = getSocketWrapper();
        if (socket instanceof NioSocketWrapper wrapper && wrapper.getSocket() instanceof NioChannel channel) {
            try {
                // A zero linger turns the close below into RST instead of FIN.
                channel.getIOChannel().setOption(StandardSocketOptions.SO_LINGER, 0);
            } catch (IOException alreadyClosed) {
                throw new UncheckedIOException(alreadyClosed);
            }
            setErrorState(ErrorState.CLOSE_NOW, null);
            wrapper.close();
            // The channel is closed for good by its selector, which may be asleep.
            wrapper.getPoller().getSelector().wakeup();
        }
    }
}
