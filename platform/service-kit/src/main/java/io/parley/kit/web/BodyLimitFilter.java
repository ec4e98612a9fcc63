package io.parley.kit.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses bodies over the limit, whether they announce their length or not. */
final class BodyLimitFilter extends OncePerRequestFilter {

    private final WebProperties properties;
    private final ErrorWriter errors;

    BodyLimitFilter(WebProperties properties, ErrorWriter errors) {
        this.properties = properties;
        this.errors = errors;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var limit = properties.mostBytes(request.getRequestURI());
        if (request.getContentLengthLong() > limit) {
            errors.write(request, response, CommonError.PAYLOAD_TOO_LARGE, BodyTooLarge.textFor(limit));
            return;
        }
        chain.doFilter(new Limited(request, limit), response);
    }

    private static final class Limited extends HttpServletRequestWrapper {

        private final long limit;

        Limited(HttpServletRequest request, long limit) {
            super(request);
            this.limit = limit;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new LimitedStream(super.getInputStream(), limit);
        }
    }

    private static final class LimitedStream extends ServletInputStream {

        private final ServletInputStream whole;
        private final long limit;
        private long count;

        LimitedStream(ServletInputStream whole, long limit) {
            this.whole = whole;
            this.limit = limit;
        }

        @Override
        public int read() throws IOException {
            var one = whole.read();
            return counted(one, one < 0 ? 0 : 1);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            var some = whole.read(buffer, offset, length);
            return counted(some, Math.max(some, 0));
        }

        private int counted(int result, int bytes) throws BodyTooLarge {
            count += bytes;
            if (count > limit) {
                throw new BodyTooLarge(limit);
            }
            return result;
        }

        @Override
        public boolean isFinished() {
            return whole.isFinished();
        }

        @Override
        public boolean isReady() {
            return whole.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            whole.setReadListener(listener);
        }
    }
}
