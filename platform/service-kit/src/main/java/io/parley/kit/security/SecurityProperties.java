package io.parley.kit.security;

import java.net.URI;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which tokens are accepted, and what is open without one.
 *
 * @param jwksUri where auth-service publishes its keys
 * @param publicPaths method and path, such as {@code POST /api/auth/login}
 */
@ConfigurationProperties("parley.security")
public record SecurityProperties(
        @DefaultValue("http://127.0.0.1:3001/.well-known/jwks.json")
        URI jwksUri,

        @DefaultValue("parley") String issuer,
        @DefaultValue("parley-api") String audience,
        @DefaultValue List<String> publicPaths) {

    public SecurityProperties {
        publicPaths = List.copyOf(publicPaths);
    }
}
