package io.parley.ingest.receive;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.kit.web.ErrorWriter;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Puts the webhook endpoint in its place. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class ReceiveConfiguration {

    @Bean
    FilterRegistrationBean<WebhookFilter> webhookFilter(
            ReceiveWebhook webhooks, ReceiveProperties properties, ErrorWriter errors, MeterRegistry metrics) {
        var registration = new FilterRegistrationBean<>(new WebhookFilter(webhooks, properties, errors, metrics));
        registration.addUrlPatterns("/api/webhook");
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return registration;
    }
}
