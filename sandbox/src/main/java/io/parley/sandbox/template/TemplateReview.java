package io.parley.sandbox.template;

import io.parley.sandbox.account.Accounts;
import io.parley.sandbox.account.BusinessNumber;
import io.parley.sandbox.meta.MetaJson;
import io.parley.sandbox.template.HeldTemplate.State;
import io.parley.sandbox.webhook.Deliveries;
import io.parley.sandbox.webhook.Delivery;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Decides about templates after a while, and tells the receiver what became of them. */
@Component
@EnableConfigurationProperties(TemplateProperties.class)
public class TemplateReview implements AutoCloseable {

    private final Templates templates;
    private final Verdicts verdicts;
    private final Accounts accounts;
    private final Deliveries deliveries;
    private final TemplateProperties properties;
    private final Clock clock;
    private final ScheduledExecutorService reviewers = Executors.newScheduledThreadPool(
            1, Thread.ofPlatform().daemon().name("template-review").factory());

    TemplateReview(
            Templates templates,
            Verdicts verdicts,
            Accounts accounts,
            Deliveries deliveries,
            TemplateProperties properties,
            Clock clock) {
        this.templates = templates;
        this.verdicts = verdicts;
        this.accounts = accounts;
        this.deliveries = deliveries;
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    public void close() {
        reviewers.shutdownNow();
    }

    void begin(HeldTemplate template) {
        reviewers.schedule(() -> decide(template), properties.reviewAfter().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void decide(HeldTemplate template) {
        var verdict = verdicts.on(template).orElseGet(() -> byName(template));
        if (!verdict.status().equals("PENDING")) {
            setStatus(template, verdict.status(), verdict.reason());
        }
    }

    private State byName(HeldTemplate template) {
        return template.name().contains(properties.rejectedWord())
                ? new State("REJECTED", "INVALID_FORMAT", null)
                : new State("APPROVED", null, null);
    }

    /** Gives a template another status and tells the receiver. */
    public Delivery setStatus(HeldTemplate template, String status, @Nullable String reason) {
        templates.change(
                template.id(),
                one -> one.being(new State(status, reason, one.state().quality())));
        return tell(template, "message_template_status_update", value -> {
            value.put("event", status).put("reason", reason == null ? "NONE" : reason);
            value.put("message_template_category", template.category());
            if (status.equals("PAUSED")) {
                value.putObject("other_info").put("title", "FIRST_PAUSE").put("description", "Paused for 3 hours");
            }
        });
    }

    public Delivery setQuality(HeldTemplate template, String quality) {
        var before = template.state().quality() == null
                ? "UNKNOWN"
                : template.state().quality();
        templates.change(
                template.id(),
                one -> one.being(new State(one.state().status(), one.state().reason(), quality)));
        return tell(
                template,
                "message_template_quality_update",
                value -> value.put("previous_quality_score", before).put("new_quality_score", quality));
    }

    public Delivery setCategory(HeldTemplate template, String category) {
        templates.change(template.id(), one -> one.inCategory(category));
        return tell(
                template,
                "template_category_update",
                value -> value.put("previous_category", template.category()).put("new_category", category));
    }

    private Delivery tell(HeldTemplate template, String field, Consumer<ObjectNode> rest) {
        var body = MetaJson.object();
        body.put("object", "whatsapp_business_account");
        var entry = body.putArray("entry").addObject();
        entry.put("id", template.account()).put("time", clock.instant().getEpochSecond());
        var change = entry.putArray("changes").addObject();
        var value = change.putObject("value");
        change.put("field", field);
        value.put("message_template_id", Long.parseLong(template.id()));
        value.put("message_template_name", template.name());
        value.put("message_template_language", template.language());
        rest.accept(value);
        return deliveries.deliver(signer(template.account()), MetaJson.write(body));
    }

    /** The secret of an account is that of its numbers. */
    private BusinessNumber signer(String account) {
        return accounts.all().stream()
                .filter(number -> number.businessAccountId().equals(account))
                .findFirst()
                .orElseGet(() -> new BusinessNumber(
                        account,
                        BusinessNumber.openFor(account).display(),
                        "Sandbox Business",
                        account,
                        false,
                        null,
                        null,
                        null));
    }
}
