package io.parley.messaging.media.fetch;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Decides which addresses files may be fetched from: Meta's own hosts over https, and the Graph API itself, wherever that is.
 * An address comes from outside and is asked for with a token, so anything else is refused, however it is dressed up. A name of
 * Meta's that resolves to a private address is refused too; should it do so only afterwards, its certificate would not fit.
 */
final class DownloadGuard {

    private static final List<String> SUFFIXES = List.of(".fbsbx.com", ".fbcdn.net", ".whatsapp.net");
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    private final URI graph;
    private final Names names;

    DownloadGuard(URI graph) {
        this(graph, InetAddress::getAllByName);
    }

    DownloadGuard(URI graph, Names names) {
        this.graph = graph;
        this.names = names;
    }

    /** Resolves names. */
    interface Names {

        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /** Returns why nothing must be fetched from {@code address}; empty where it may be. */
    Optional<String> objection(URI address) {
        if (address.getHost() == null || address.getRawUserInfo() != null) {
            return Optional.of("its address is not a plain one");
        }
        if (sameOrigin(address, graph)) {
            return Optional.empty();
        }
        if (!"https".equalsIgnoreCase(address.getScheme()) || port(address) != HTTPS) {
            return Optional.of("its address is not https");
        }
        var host = address.getHost().toLowerCase(Locale.ROOT);
        if (SUFFIXES.stream().noneMatch(host::endsWith)) {
            return Optional.of("its address is not one of WhatsApp's");
        }
        return privateness(host);
    }

    /** Tells whether a token given to one may be given to the other. */
    static boolean sameOrigin(URI one, URI other) {
        return one.getHost() != null
                && other.getHost() != null
                && one.getScheme() != null
                && one.getScheme().equalsIgnoreCase(other.getScheme())
                && one.getHost().equalsIgnoreCase(other.getHost())
                && port(one) == port(other);
    }

    private Optional<String> privateness(String host) {
        try {
            for (var address : names.resolve(host)) {
                if (isPrivate(address)) {
                    return Optional.of("its address leads into a private network");
                }
            }
            return Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.of("its address cannot be resolved");
        }
    }

    private static boolean isPrivate(InetAddress address) {
        if (address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return true;
        }
        var bytes = address.getAddress();
        return switch (address) {
            case Inet4Address ignored -> bytes[0] == 0 || (bytes[0] == 100 && (bytes[1] & 0xc0) == 64);
            case Inet6Address ignored -> (bytes[0] & 0xfe) == 0xfc;
            default -> true;
        };
    }

    private static int port(URI address) {
        if (address.getPort() >= 0) {
            return address.getPort();
        }
        return "https".equalsIgnoreCase(address.getScheme()) ? HTTPS : HTTP;
    }
}
