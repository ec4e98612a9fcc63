package io.parley.sandbox;

import io.parley.sandbox.account.Accounts;
import io.parley.sandbox.account.Customers;
import io.parley.sandbox.behaviour.Behaviour;
import io.parley.sandbox.behaviour.CurrentBehaviour;
import io.parley.sandbox.fault.Faults;
import io.parley.sandbox.ledger.Ledger;
import io.parley.sandbox.ledger.ReadReceipts;
import io.parley.sandbox.media.MediaShelf;
import io.parley.sandbox.meta.Wamids;
import io.parley.sandbox.traffic.ServiceWindows;
import io.parley.sandbox.traffic.Traffic;
import io.parley.sandbox.webhook.Deliveries;
import io.parley.sandbox.webhook.Subscriptions;
import io.parley.sandbox.webhook.WebhookBodies;
import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts together what the sandbox remembers and what acts on it. */
@Configuration(proxyBeanMethods = false)
class SandboxConfiguration {

    private static final int READ_RECEIPTS = 10_000;

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** Unpredictability is not needed, and a secure source would be the bottleneck of every send. */
    @Bean
    RandomGenerator random() {
        return () -> ThreadLocalRandom.current().nextLong();
    }

    @Bean
    Wamids wamids(RandomGenerator random) {
        return new Wamids(random);
    }

    @Bean
    Accounts accounts(SandboxProperties properties) {
        return new Accounts(properties.numbers());
    }

    @Bean
    Customers customers(SandboxProperties properties) {
        return new Customers(properties.customers());
    }

    @Bean
    CurrentBehaviour currentBehaviour(SandboxProperties properties) {
        return new CurrentBehaviour(Behaviour.defaultsFor(properties.webhookUrl()));
    }

    @Bean
    Faults faults() {
        return new Faults();
    }

    @Bean
    Ledger ledger(SandboxProperties properties) {
        return new Ledger(properties.ledgerSends(), properties.ledgerBodies().toBytes());
    }

    @Bean(destroyMethod = "close")
    MediaShelf mediaShelf(SandboxProperties properties, Clock clock, RandomGenerator random) {
        return new MediaShelf(properties.media().toBytes(), clock, random);
    }

    @Bean
    ReadReceipts readReceipts(Clock clock) {
        return new ReadReceipts(READ_RECEIPTS, clock);
    }

    @Bean
    ServiceWindows serviceWindows(CurrentBehaviour behaviour, Clock clock) {
        return new ServiceWindows(behaviour, clock);
    }

    @Bean
    Traffic traffic(CurrentBehaviour behaviour) {
        return new Traffic(behaviour);
    }

    @Bean
    Subscriptions subscriptions() {
        return new Subscriptions();
    }

    @Bean
    WebhookBodies webhookBodies(Customers customers) {
        return new WebhookBodies(customers);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    Deliveries deliveries(
            CurrentBehaviour behaviour,
            WebhookBodies bodies,
            Subscriptions subscriptions,
            SandboxProperties properties) {
        return new Deliveries(
                behaviour,
                bodies,
                subscriptions,
                properties.appSecret(),
                properties.pendingWebhooks(),
                properties.concurrentWebhooks());
    }
}
