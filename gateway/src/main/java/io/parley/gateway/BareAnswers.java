package io.parley.gateway;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.stereotype.Component;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gives the envelope to what the server refuses before any filter runs: a request line or headers that are too long or not
 * HTTP, a broken chunk. Such answers come from Netty with an empty body and without a request id.
 */
@Component
class BareAnswers implements NettyServerCustomizer {

    private final Filler filler;

    BareAnswers(JsonMapper json) {
        this.filler = new Filler(json);
    }

    @Override
    public HttpServer apply(HttpServer server) {
        return server.doOnChannelInit((observer, channel, remote) ->
                channel.pipeline().addAfter(NettyPipeline.HttpCodec, BareAnswers.class.getName(), filler));
    }

    @Sharable
    private static final class Filler extends ChannelOutboundHandlerAdapter {

        private final JsonMapper json;

        Filler(JsonMapper json) {
            this.json = json;
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
            if (message instanceof FullHttpResponse answer && isBareRefusal(answer)) {
                super.write(context, filled(answer), promise);
                return;
            }
            super.write(context, message, promise);
        }

        private static boolean isBareRefusal(FullHttpResponse answer) {
            return answer.status().code() >= 400
                    && !answer.content().isReadable()
                    && !answer.headers().contains(Edge.REQUEST_ID_HEADER);
        }

        private FullHttpResponse filled(FullHttpResponse bare) {
            var requestId = Edge.newRequestId();
            var body = Unpooled.wrappedBuffer(json.writeValueAsBytes(
                    ErrorEnvelope.of(GatewayError.MALFORMED_REQUEST, "The request cannot be understood.", requestId)));
            var answer = new DefaultFullHttpResponse(
                    bare.protocolVersion(), bare.status(), body, bare.headers().copy(), bare.trailingHeaders());
            Edge.SECURITY_HEADERS.forEach(answer.headers()::set);
            answer.headers().set(Edge.REQUEST_ID_HEADER, requestId);
            answer.headers().set(HttpHeaderNames.CACHE_CONTROL, "no-store");
            answer.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/json");
            answer.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
            bare.release();
            return answer;
        }
    }
}
