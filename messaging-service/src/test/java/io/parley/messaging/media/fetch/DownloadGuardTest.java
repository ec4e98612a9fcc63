package io.parley.messaging.media.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadGuardTest {

    final DownloadGuard guard = new DownloadGuard(
            URI.create("https://graph.facebook.com"), host -> new InetAddress[] {InetAddress.getByName("157.240.1.1")});

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1",
                "https://scontent.xx.fbcdn.net:443/a",
                "HTTPS://MMG.WHATSAPP.NET/a",
                "https://graph.facebook.com/v25.0/file"
            })
    void admitsMetasHosts(String address) {
        assertThat(guard.objection(URI.create(address))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://lookaside.fbsbx.com/a",
                "https://lookaside.fbsbx.com:8443/a",
                "https://lookaside.fbsbx.com@127.0.0.1/a",
                "https://user:secret@lookaside.fbsbx.com/a",
                "https://evilfbsbx.com/a",
                "https://fbsbx.com/a",
                "https://lookaside.fbsbx.com.evil.example/a",
                "https://evil.example/lookaside.fbsbx.com",
                "https://evil.example/?.fbsbx.com",
                "https://evil.example#.fbsbx.com",
                "https://127.0.0.1/a",
                "https://[::1]/a",
                "https://graph.facebook.com:8443/a",
                "http://graph.facebook.com/a",
                "ftp://lookaside.fbsbx.com/a",
                "file:///etc/passwd",
                "//lookaside.fbsbx.com/a",
                "/etc/passwd",
                ""
            })
    void refusesEverythingElse(String address) {
        assertThat(guard.objection(URI.create(address))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.0.0.1",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "224.0.0.1",
                "::1",
                "fe80::1",
                "fd00::1",
                "::ffff:127.0.0.1"
            })
    void refusesANameThatLeadsIntoAPrivateNetwork(String address) {
        var rebound = new DownloadGuard(
                URI.create("https://graph.facebook.com"), host -> new InetAddress[] {InetAddress.getByName(address)});

        assertThat(rebound.objection(URI.create("https://lookaside.fbsbx.com/a")))
                .hasValue("its address leads into a private network");
    }

    @Test
    void refusesANameThatLeadsNowhere() {
        var lost = new DownloadGuard(URI.create("https://graph.facebook.com"), host -> {
            throw new UnknownHostException(host);
        });

        assertThat(lost.objection(URI.create("https://lookaside.fbsbx.com/a"))).isPresent();
    }

    @Test
    void admitsTheGraphApiItselfWhereverItIs() {
        var local = new DownloadGuard(URI.create("http://127.0.0.1:3009"));

        assertThat(local.objection(URI.create("http://127.0.0.1:3009/file"))).isEmpty();
        assertThat(local.objection(URI.create("http://127.0.0.1:3010/file"))).isPresent();
        assertThat(local.objection(URI.create("http://localhost:3009/file"))).isPresent();
        assertThat(local.objection(URI.create("https://127.0.0.1:3009/file"))).isPresent();
    }
}
