package io.parley.sandbox.control;

import io.parley.sandbox.behaviour.Expect;
import io.parley.sandbox.behaviour.InvalidSetting;
import io.parley.sandbox.template.HeldTemplate;
import io.parley.sandbox.template.TemplateReview;
import io.parley.sandbox.template.Templates;
import io.parley.sandbox.template.Verdicts;
import io.parley.sandbox.web.ControlJson;
import io.parley.sandbox.webhook.Delivery;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** Plays Meta's reviewers: gives a template another status, quality or category, and tells the receiver. */
@RestController
class TemplateController {

    private static final Set<String> VERDICTS = Set.of("APPROVED", "REJECTED", "PENDING");

    private final Templates templates;
    private final TemplateReview review;
    private final Verdicts verdicts;
    private final ControlJson json;

    TemplateController(Templates templates, TemplateReview review, Verdicts verdicts, ControlJson json) {
        this.templates = templates;
        this.review = review;
        this.verdicts = verdicts;
        this.json = json;
    }

    /** One of the three for a template of this name; the latest where several have it. */
    record Wanted(
            String name,
            @Nullable String language,
            @Nullable String businessAccountId,
            @Nullable String status,
            @Nullable String reason,
            @Nullable String quality,
            @Nullable String category) {}

    @PostMapping("/sandbox/template")
    Delivery change(HttpServletRequest request) {
        var wanted = json.read(request, Wanted.class);
        var given = Stream.of(wanted.status(), wanted.quality(), wanted.category())
                .filter(Objects::nonNull)
                .count();
        Expect.that("status", given == 1, given + " given", "one of status, quality and category");
        var template = find(wanted);
        if (wanted.status() != null) {
            return review.setStatus(template, wanted.status().toUpperCase(Locale.ROOT), wanted.reason());
        }
        return wanted.quality() != null
                ? review.setQuality(template, wanted.quality().toUpperCase(Locale.ROOT))
                : review.setCategory(template, String.valueOf(wanted.category()).toUpperCase(Locale.ROOT));
    }

    /** How the review of a template that is yet to come will end; PENDING where it is not to end. */
    record Verdict(
            String businessAccountId,
            String name,
            String status,
            @Nullable String reason) {}

    @PutMapping("/sandbox/reviews")
    Verdict decide(HttpServletRequest request) {
        var wanted = json.read(request, Verdict.class);
        var status = String.valueOf(wanted.status()).toUpperCase(Locale.ROOT);
        Expect.that("status", VERDICTS.contains(status), wanted.status(), "one of " + new TreeSet<>(VERDICTS));
        Expect.that("name", Objects.nonNull(wanted.name()), "absent", "the name of a template");
        Expect.that("businessAccountId", Objects.nonNull(wanted.businessAccountId()), "absent", "an account's id");
        verdicts.decide(wanted.businessAccountId(), wanted.name(), status, wanted.reason());
        return wanted;
    }

    private HeldTemplate find(Wanted wanted) {
        return templates.all().reversed().stream()
                .filter(one -> one.name().equals(wanted.name())
                        && (wanted.language() == null || one.language().equals(wanted.language()))
                        && (wanted.businessAccountId() == null || one.account().equals(wanted.businessAccountId())))
                .findFirst()
                .orElseThrow(() -> new InvalidSetting("name", wanted.name() + " (expected: the name of a template)"));
    }
}
