package io.parley.sandbox.meta;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WamidsTest {

    private final Wamids wamids = new Wamids(new Random(1));

    @Test
    void hasTheShapeOfMetasIds() {
        assertThat(wamids.outbound("447700900123")).startsWith("wamid.HBgMNDQ3NzAwOTAwMTIzFQIAERgS");
        assertThat(wamids.inbound("447700900123")).startsWith("wamid.HBgMNDQ3NzAwOTAwMTIzFQIAEhgU");
    }

    @Test
    void carriesTheCustomer() {
        var bytes = Base64.getDecoder()
                .decode(wamids.outbound("GB.5550001112223334").substring("wamid.".length()));

        assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).contains("GB.5550001112223334");
    }

    @Test
    void neverRepeats() {
        var issued = new HashSet<String>();
        for (int i = 0; i < 10_000; i++) {
            issued.add(wamids.outbound("447700900123"));
        }

        assertThat(issued).hasSize(10_000);
    }

    @Test
    void survivesOverlongCustomers() {
        assertThat(wamids.inbound("GB." + "x".repeat(128))).startsWith("wamid.").hasSizeLessThan(220);
    }
}
