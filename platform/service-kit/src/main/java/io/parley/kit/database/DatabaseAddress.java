package io.parley.kit.database;

import io.parley.kit.SettingRejected;
import io.parley.kit.crypto.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * A {@code postgresql://user:password@host:port/database?parameters} URL taken apart, as libpq reads it (PostgreSQL
 * documentation, "Connection URIs").
 */
record DatabaseAddress(String jdbcUrl, String user, Secret password) {

    static DatabaseAddress of(Secret url) {
        try {
            return of(new URI(url.reveal()));
        } catch (URISyntaxException e) {
            throw unreadable();
        }
    }

    private static DatabaseAddress of(URI uri) {
        var userInfo = uri.getRawUserInfo();
        var scheme = uri.getScheme();
        if (!("postgresql".equals(scheme) || "postgres".equals(scheme)) || userInfo == null || uri.getHost() == null) {
            throw unreadable();
        }
        var colon = userInfo.indexOf(':');
        var user = colon < 0 ? userInfo : userInfo.substring(0, colon);
        var password = colon < 0 ? "" : userInfo.substring(colon + 1);
        var port = uri.getPort() < 0 ? 5432 : uri.getPort();
        var query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        var jdbcUrl = "jdbc:postgresql://" + uri.getHost() + ":" + port + uri.getRawPath() + query;
        return new DatabaseAddress(jdbcUrl, decoded(user), new Secret(decoded(password)));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** The URL holds a password, so it is not repeated. */
    private static SettingRejected unreadable() {
        return new SettingRejected("DATABASE_URL", "unreadable", "postgresql://user:password@host:port/database");
    }
}
