package io.parley.sandbox.web;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes Tomcat serve connections that can be reset. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> resettableConnections() {
        return factory -> {
            factory.setProtocol(ResettableHttpProtocol.class.getName());
            factory.addEngineValves(new ConnectionValve());
        };
    }
}
