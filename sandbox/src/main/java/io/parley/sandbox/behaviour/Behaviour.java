package io.parley.sandbox.behaviour;

import java.net.URI;

/** Everything about the simulated WhatsApp that can be set while it runs. Durations are in milliseconds. */
public record Behaviour(
        Statuses statuses,
        Window window,
        Throughput throughput,
        PairLimit pairLimit,
        boolean rewriteWaIds,
        Webhooks webhooks) {

    /** What holds until someone sets something else. */
    public static Behaviour defaultsFor(URI webhookUrl) {
        var statuses = new Statuses(new Delay(20, 80), new Delay(50, 200), new Delay(200, 800), 1.0, 1.0, 0.0, 131026);
        return new Behaviour(
                statuses,
                new Window(WindowMode.OFF, 86_400_000),
                new Throughput(0),
                new PairLimit(false, 6_000, 45),
                true,
                new Webhooks(webhookUrl, 20, 10_000, 500, 10_000, 1_800_000));
    }

    /**
     * When a sent message's statuses follow each other, and how many messages get that far; {@code failShare} of them
     * fail with {@code failCode} instead of being delivered.
     */
    public record Statuses(
            Delay sent,
            Delay delivered,
            Delay read,
            double deliveredShare,
            double readShare,
            double failShare,
            int failCode) {

        public Statuses {
            Expect.share("deliveredShare", deliveredShare);
            Expect.share("readShare", readShare);
            Expect.share("failShare", failShare);
            Expect.between("failCode", failCode, 0, 9_999_999);
        }
    }

    /** A random time after the step before, evenly spread between the two bounds. */
    public record Delay(long minMs, long maxMs) {

        public Delay {
            Expect.between("minMs", minMs, 0, 3_600_000);
            Expect.between("maxMs", maxMs, minMs, 3_600_000);
        }
    }

    /** How free-form messages to a customer who has not written lately are refused. */
    public enum WindowMode {
        OFF,
        SYNC,
        ASYNC
    }

    /** The customer service window: how it is enforced and how long it stays open. */
    public record Window(WindowMode mode, long lengthMs) {

        public Window {
            Expect.between("lengthMs", lengthMs, 1, 30L * 86_400_000);
        }
    }

    /** Messages per second and number, in and out together, unless a number has its own; 0 is no limit. */
    public record Throughput(int messagesPerSecond) {

        public Throughput {
            Expect.between("messagesPerSecond", messagesPerSecond, 0, 100_000);
        }
    }

    /** One message per interval to one customer; a burst borrows from the future. */
    public record PairLimit(boolean enabled, long intervalMs, int burst) {

        public PairLimit {
            Expect.between("intervalMs", intervalMs, 1, 3_600_000);
            Expect.between("burst", burst, 1, 10_000);
        }
    }

    /** Where webhooks go, how many statuses may share a POST when they queue, and how long one is retried. */
    public record Webhooks(
            URI url, int batchSize, long timeoutMs, long retryFirstMs, long retryMaxMs, long giveUpAfterMs) {

        public Webhooks {
            Expect.that(
                    "url",
                    url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme())),
                    url,
                    "an absolute http or https URL");
            Expect.between("batchSize", batchSize, 1, 1_000);
            Expect.between("timeoutMs", timeoutMs, 1, 600_000);
            Expect.between("retryFirstMs", retryFirstMs, 1, 3_600_000);
            Expect.between("retryMaxMs", retryMaxMs, retryFirstMs, 86_400_000);
            Expect.between("giveUpAfterMs", giveUpAfterMs, 0, 7L * 86_400_000);
        }
    }
}
