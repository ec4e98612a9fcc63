package io.parley.auth.token;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.parley.kit.security.AccessTokens;
import io.parley.kit.security.SecurityProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/** Verifies tokens by the keys at hand instead of fetching them from itself, and looks after the keys from time to time. */
@Configuration(proxyBeanMethods = false)
class TokenConfiguration {

    @Bean
    JwtDecoder jwtDecoder(SigningKeys keys, SecurityProperties properties) {
        JWKSource<SecurityContext> published = (selector, context) -> selector.select(keys.published());
        return AccessTokens.decoder(published, properties);
    }

    @Bean
    SchedulingConfigurer keyCare(SigningKeys keys, TokenProperties properties) {
        return tasks -> tasks.addFixedDelayTask(keys::lookAfter, properties.checkEvery());
    }
}
