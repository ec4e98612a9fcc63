package io.parley.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.WebsocketServerSpec;

class WebSocketIT {

    @Test
    void passesFramesBothWaysAndTheQueryOfTheHandshakeOn() throws Exception {
        var realtime = realtimeService();
        try (var gateway = RunningGateway.with(route("uri=http://127.0.0.1:" + realtime.port()))) {
            var heard = new LinkedBlockingQueue<String>();
            var socket = connect(gateway.port(), "/socket.io/?EIO=4&transport=websocket&t=a=&u=%20", heard);

            assertThat(heard.poll(1, TimeUnit.MINUTES)).isEqualTo("/socket.io/?EIO=4&transport=websocket&t=a=&u=%20");
            socket.sendText("4hello", true).join();
            assertThat(heard.poll(1, TimeUnit.MINUTES)).isEqualTo("echo:4hello");
            socket.sendText("x".repeat(200_000), true).join();
            assertThat(heard.poll(1, TimeUnit.MINUTES)).hasSize(200_005);

            socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        } finally {
            realtime.disposeNow();
        }
    }

    @Test
    void answersPollingOnTheSamePath() {
        var realtime = FakeService.start();
        try (var gateway = RunningGateway.with(route("uri=" + realtime.uri()))) {
            var answer = gateway.send(gateway.request("/socket.io/?EIO=4&transport=polling"));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(realtime.last().uri()).isEqualTo("/socket.io/?EIO=4&transport=polling");
        } finally {
            realtime.close();
        }
    }

    @Test
    void hasNoSocketsWhereNoServiceOffersThem() {
        var elsewhere = route("uri=http://127.0.0.1:9");
        elsewhere[2] = elsewhere[2].replace("/socket.io", "/api/elsewhere");
        try (var gateway = RunningGateway.with(elsewhere)) {
            assertThatThrownBy(() -> connect(gateway.port(), "/socket.io/", new LinkedBlockingQueue<>()))
                    .hasCauseInstanceOf(WebSocketHandshakeException.class);
            assertThat(gateway.send(gateway.request("/socket.io/")).statusCode())
                    .isEqualTo(404);
        }
    }

    private static String[] route(String uri) {
        var prefix = "spring.cloud.gateway.server.webflux.routes[0].";
        return new String[] {
            prefix + "id=realtime",
            prefix + uri,
            prefix + "predicates[0]=Path=/socket.io/**",
            prefix + "metadata.websocket=true"
        };
    }

    /** Says first with which query it was opened, then repeats what it hears. */
    private static DisposableServer realtimeService() {
        var large =
                WebsocketServerSpec.builder().maxFramePayloadLength(1_048_576).build();
        return HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle((request, response) -> response.sendWebsocket(
                        (in, out) -> out.sendString(Flux.just(request.uri())
                                .concatWith(in.aggregateFrames(1_048_576)
                                        .receive()
                                        .asString()
                                        .map(text -> "echo:" + text))),
                        large))
                .bindNow();
    }

    private static WebSocket connect(int port, String path, BlockingQueue<String> heard) {
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + port + path), new Collector(heard))
                .join();
    }

    private static final class Collector implements WebSocket.Listener {

        private final BlockingQueue<String> heard;
        private final StringBuilder text = new StringBuilder();

        Collector(BlockingQueue<String> heard) {
            this.heard = heard;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                heard.add(text.toString());
                text.setLength(0);
            }
            return WebSocket.Listener.super.onText(socket, data, last);
        }
    }
}
