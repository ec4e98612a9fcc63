package io.parley.kit.security;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import io.parley.kit.web.CommonError;
import io.parley.kit.web.ErrorWriter;
import java.net.MalformedURLException;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.access.hierarchicalroles.RoleHierarchyImpl;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Closes every path of a service but the public ones to callers without a valid access token. */
@AutoConfiguration(before = OAuth2ResourceServerAutoConfiguration.class)
@EnableMethodSecurity
@EnableConfigurationProperties(SecurityProperties.class)
class SecurityConfiguration implements WebMvcConfigurer {

    private static final Duration KEYS_KEPT = Duration.ofMinutes(5);
    private static final Duration KEYS_KEPT_IN_OUTAGE = Duration.ofHours(12);
    private static final Duration LEAST_BETWEEN_FETCHES = Duration.ofSeconds(5);
    private static final Duration FETCH_TIMEOUT = Duration.ofSeconds(3);

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new CallerResolver());
    }

    @Bean
    @ConditionalOnMissingBean
    JwtDecoder jwtDecoder(SecurityProperties properties) throws MalformedURLException {
        return AccessTokens.decoder(publishedKeys(properties), properties);
    }

    @Bean
    static RoleHierarchy roleHierarchy() {
        return RoleHierarchyImpl.withDefaultRolePrefix()
                .role("OWNER")
                .implies("ADMIN")
                .role("ADMIN")
                .implies("AGENT")
                .build();
    }

    @Bean
    SecurityFilterChain securityFilterChain(
            HttpSecurity http, JwtDecoder decoder, SecurityProperties properties, ErrorWriter errors) {
        AuthenticationEntryPoint unauthorized = (request, response, e) ->
                errors.write(request, response, CommonError.UNAUTHORIZED, "A valid access token is required");
        AccessDeniedHandler forbidden = (request, response, e) ->
                errors.write(request, response, CommonError.FORBIDDEN, "Your role does not allow this");
        return http.sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(csrf -> csrf.disable())
                .logout(logout -> logout.disable())
                .requestCache(cache -> cache.disable())
                .authorizeHttpRequests(requests -> {
                    requests.requestMatchers("/actuator/health/**", "/error").permitAll();
                    // The gateway routes neither; who reaches a service's port may read them.
                    requests.requestMatchers(HttpMethod.GET, "/actuator/prometheus", "/internal/openapi")
                            .permitAll();
                    for (var path : properties.publicPaths()) {
                        var parts = path.split(" ", 2);
                        requests.requestMatchers(HttpMethod.valueOf(parts[0]), parts[1])
                                .permitAll();
                    }
                    requests.anyRequest().authenticated();
                })
                .oauth2ResourceServer(server -> server.authenticationEntryPoint(unauthorized)
                        .accessDeniedHandler(forbidden)
                        .jwt(jwt ->
                                jwt.decoder(decoder).jwtAuthenticationConverter(SecurityConfiguration::authentication)))
                .exceptionHandling(handling ->
                        handling.authenticationEntryPoint(unauthorized).accessDeniedHandler(forbidden))
                .addFilterAfter(new TenantFilter(), BearerTokenAuthenticationFilter.class)
                .build();
    }

    private static AbstractAuthenticationToken authentication(Jwt token) {
        var role = new SimpleGrantedAuthority("ROLE_" + token.getClaimAsString(AccessTokens.ROLE));
        return new JwtAuthenticationToken(token, List.of(role));
    }

    /** Keys are fetched once, again when an unknown one appears (rate-limited), and outlive an outage of their source. */
    private static JWKSource<SecurityContext> publishedKeys(SecurityProperties properties)
            throws MalformedURLException {
        var timeout = (int) FETCH_TIMEOUT.toMillis();
        return JWKSourceBuilder.create(
                        properties.jwksUri().toURL(), new DefaultResourceRetriever(timeout, timeout, 100_000))
                .cache(KEYS_KEPT.toMillis(), FETCH_TIMEOUT.toMillis())
                .rateLimited(LEAST_BETWEEN_FETCHES.toMillis())
                .retrying(true)
                .outageTolerant(KEYS_KEPT_IN_OUTAGE.toMillis())
                .build();
    }
}
