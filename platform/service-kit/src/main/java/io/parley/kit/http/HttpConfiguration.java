package io.parley.kit.http;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.web.client.RestClient;

/** Gives services the factory of their outside calls. */
@AutoConfiguration(after = RestClientAutoConfiguration.class)
class HttpConfiguration {

    @Bean
    PartnerClients partnerClients(RestClient.Builder restClients, MeterRegistry metrics) {
        return new PartnerClients(restClients, metrics);
    }
}
