package io.parley.gateway;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * Says from where a request came: from the other end of the socket, or from where a proxy says it came, if that proxy is
 * trusted. What anyone else writes into a forwarded header is not believed.
 */
@Component
class ClientAddresses {

    private static final String CLIENT = ClientAddresses.class.getName() + ".client";

    private final List<IpSubnetFilterRule> trusted;

    ClientAddresses(EdgeProperties properties) {
        this.trusted = properties.trustedProxies().stream()
                .map(ClientAddresses::subnet)
                .toList();
    }

    Client clientOf(ServerWebExchange exchange) {
        Client known = exchange.getAttribute(CLIENT);
        if (known != null) {
            return known;
        }
        var client = determine(exchange);
        exchange.getAttributes().put(CLIENT, client);
        return client;
    }

    private Client determine(ServerWebExchange exchange) {
        var request = exchange.getRequest();
        var remote = request.getRemoteAddress();
        var peer = remote == null ? null : remote.getAddress();
        if (peer == null) {
            return new Client(InetAddress.getLoopbackAddress(), false);
        }
        if (!isTrusted(peer)) {
            return new Client(peer, request.getSslInfo() != null);
        }
        return new Client(forwardedFor(request.getHeaders(), peer), isHttps(request.getHeaders()));
    }

    /** Walks from the nearest hop outwards and stops at the first address that no trusted proxy vouches for. */
    private InetAddress forwardedFor(HttpHeaders headers, InetAddress peer) {
        var hops = headers.getValuesAsList("X-Forwarded-For");
        var client = peer;
        for (var hop : hops.reversed()) {
            var address = parse(hop);
            if (address == null) {
                return client;
            }
            client = address;
            if (!isTrusted(address)) {
                return client;
            }
        }
        return client;
    }

    private static boolean isHttps(HttpHeaders headers) {
        var protocols = headers.getValuesAsList("X-Forwarded-Proto");
        return !protocols.isEmpty() && protocols.getLast().equalsIgnoreCase("https");
    }

    private boolean isTrusted(InetAddress address) {
        var socket = new InetSocketAddress(address, 0);
        return trusted.stream().anyMatch(subnet -> subnet.matches(socket));
    }

    private static @Nullable InetAddress parse(String text) {
        return NetUtil.createInetAddressFromIpAddressString(text.strip());
    }

    private static IpSubnetFilterRule subnet(String text) {
        var slash = text.indexOf('/');
        var address = parse(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            throw new IllegalArgumentException(
                    "parley.gateway.trusted-proxies: " + text + " (expected: address or CIDR block)");
        }
        var bits = slash < 0 ? address.getAddress().length * 8 : Integer.parseInt(text.substring(slash + 1));
        return new IpSubnetFilterRule(address, bits, IpFilterRuleType.ACCEPT);
    }

    /** Where a request came from, and whether over TLS. */
    record Client(InetAddress address, boolean https) {

        /** What limits count by: an IPv4 address, or the /64 of an IPv6 one, since a customer has at least that many. */
        String limitKey() {
            var bytes = address.getAddress();
            if (bytes.length == 4) {
                return address.getHostAddress();
            }
            var network = new StringBuilder();
            for (var i = 0; i < 8; i++) {
                network.append(Byte.toUnsignedInt(bytes[i])).append('.');
            }
            return network.toString();
        }
    }
}
