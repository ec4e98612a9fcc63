package io.parley.sandbox.control;

import io.parley.sandbox.behaviour.Expect;
import io.parley.sandbox.behaviour.InvalidSetting;
import io.parley.sandbox.template.HeldTemplate;
import io.parley.sandbox.template.TemplateReview;
import io.parley.sandbox.template.Templates;
import io.parley.sandbox.web.ControlJson;
import io.parley.sandbox.webhook.Delivery;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Plays Meta's reviewers: gives a template another status, quality or category, and tells the receiver. */
@RestController
class TemplateController {

    private final Templates templates;
    private final TemplateReview review;
    private final ControlJson json;

    TemplateController(Templates templates, TemplateReview review, ControlJson json) {
        this.templates = templates;
        this.review = review;
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

    private HeldTemplate find(Wanted wanted) {
        return templates.all().reversed().stream()
                .filter(one -> one.name().equals(wanted.name())
                        && (wanted.language() == null || one.language().equals(wanted.language()))
                        && (wanted.businessAccountId() == null || one.account().equals(wanted.businessAccountId())))
                .findFirst()
                .orElseThrow(() -> new InvalidSetting("name", wanted.name() + " (expected: the name of a template)"));
    }
}
