package io.parley.stack.seed;

import io.parley.stack.client.ParleyApi;
import io.parley.stack.client.SandboxControl;
import io.parley.stack.client.TemplateApi;
import io.parley.stack.client.TemplateApi.Known;
import io.parley.stack.client.Token;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Submits the hotel's templates, which the sandbox's reviewers judge as told, and sends customers what is approved. */
final class NoticeBoard {

    private static final Set<String> UNDECIDED = Set.of("PENDING", "SUBMITTING");

    private final TemplateApi api;
    private final SandboxControl sandbox;
    private final Consumer<String> progress;
    private final List<Notice> notices = Notice.load();

    NoticeBoard(ParleyApi api, SandboxControl sandbox, Consumer<String> progress) {
        this.api = api.templates();
        this.sandbox = sandbox;
        this.progress = progress;
    }

    /** Submits what is not there; the sandbox forgets its templates when it ends, and Parley is made to notice. */
    void submit(Token token, String businessAccountId) {
        Patience.until(() -> api.sync(token), "The templates at the sandbox cannot be read");
        var known = api.all(token);
        var missing = notices.stream()
                .filter(notice -> standing(known, notice).isEmpty())
                .toList();
        for (var notice : missing) {
            decide(notice, businessAccountId);
            api.submit(token, notice.template());
        }
        progress.accept("templates submitted: " + missing.size());
    }

    private void decide(Notice notice, String businessAccountId) {
        var review = new LinkedHashMap<String, Object>();
        review.put("businessAccountId", businessAccountId);
        review.put("name", notice.name());
        review.put("status", notice.verdict().status());
        if (notice.verdict().reason() != null) {
            review.put("reason", notice.verdict().reason());
        }
        sandbox.review(review);
    }

    /** Sends what customers have not been sent; templates that somebody has paused or changed are left alone. */
    void send(Token token, List<Story> stories, long seed) {
        Patience.until(() -> areReviewed(api.all(token)), "The templates are not reviewed");
        var known = api.all(token);
        var sentBefore = api.sent(token);
        var sent = 0;
        for (var notice : notices) {
            if (!standing(known, notice).equals(Optional.of("APPROVED"))) {
                continue;
            }
            for (var story : notice.audience(stories)) {
                if (sentBefore.contains(new TemplateApi.Sent(story.phone(), notice.name(), notice.language()))) {
                    continue;
                }
                send(token, notice, story, seed);
                sent++;
            }
        }
        progress.accept("template messages sent: " + sent);
    }

    private void send(Token token, Notice notice, Story story, long seed) {
        var key = "seed-" + seed + "-" + notice.name() + "-" + notice.language() + story.phone();
        var message = Map.of("to", story.phone(), "type", "template", "content", notice.to(story));
        Patience.until(() -> api.send(token, message, key), "The templates are not known where messages are sent");
    }

    private boolean areReviewed(List<Known> known) {
        return notices.stream()
                .filter(notice -> !notice.verdict().isOpen())
                .map(notice -> standing(known, notice))
                .flatMap(Optional::stream)
                .noneMatch(UNDECIDED::contains);
    }

    private static Optional<String> standing(List<Known> known, Notice notice) {
        return known.stream()
                .filter(one ->
                        one.name().equals(notice.name()) && one.language().equals(notice.language()))
                .map(Known::status)
                .findFirst();
    }
}
