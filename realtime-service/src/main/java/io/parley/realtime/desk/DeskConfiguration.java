package io.parley.realtime.desk;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.kit.event.EventPublisher;
import io.parley.kit.id.Ids;
import io.parley.realtime.engine.SocketServer;
import io.parley.realtime.feed.Audience;
import io.parley.realtime.feed.Feed;
import io.parley.realtime.feed.Replays;
import io.parley.realtime.presence.Attendance;
import jakarta.servlet.http.HttpServlet;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/** Opens the path of Socket.IO. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SocketProperties.class)
class DeskConfiguration {

    @Bean
    Door door(JwtDecoder tokens) {
        return new Door(tokens);
    }

    @Bean(destroyMethod = "close")
    SocketServer socketServer(SocketProperties properties, Door door, MeterRegistry metrics) {
        return new SocketServer(properties.engine(), door, metrics);
    }

    @Bean
    Farewell farewell(SocketServer server) {
        return new Farewell(server);
    }

    @Bean
    Wishes wishes(SocketServer server, EventPublisher events, Ids ids, Clock clock, SocketProperties properties) {
        return new Wishes(server, events, ids, clock, properties);
    }

    @Bean
    @SuppressWarnings("ParameterNumber")
    Desk desk(
            SocketServer server,
            Door door,
            Audience audience,
            Attendance attendance,
            Feed feed,
            Replays replays,
            Wishes wishes,
            SocketProperties properties,
            Clock clock) {
        return new Desk(server, door, audience, attendance, feed, replays, wishes, properties, clock);
    }

    @Bean
    ServletRegistrationBean<HttpServlet> socketServlet(SocketServer server) {
        var registration = new ServletRegistrationBean<>(server.servlet(), "/socket.io/*");
        registration.setName("socket.io");
        registration.setAsyncSupported(true);
        return registration;
    }
}
