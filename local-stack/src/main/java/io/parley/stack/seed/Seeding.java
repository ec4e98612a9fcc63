package io.parley.stack.seed;

import io.parley.stack.client.ParleyApi;
import io.parley.stack.client.SandboxControl;
import io.parley.stack.client.Token;
import io.parley.stack.home.StackException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Lets made-up conversations happen: customers write through the sandbox's signed webhooks, agents answer through the API
 * and send templates. What has happened before does not happen again. Customers wrote at any time in the last weeks;
 * replies carry the time of the seeding, as no door lets anyone write into the past.
 */
public final class Seeding {

    private static final int AT_ONCE = 4;
    private static final List<String> TAGS = List.of("guest", "guest;vip", "newsletter", "guest;returning");
    private static final int OK = 200;

    private final ParleyApi api;
    private final SandboxControl sandbox;
    private final Clock clock;
    private final Consumer<String> progress;

    public Seeding(ParleyApi api, SandboxControl sandbox, Clock clock, Consumer<String> progress) {
        this.api = api;
        this.sandbox = sandbox;
        this.clock = clock;
        this.progress = progress;
    }

    /** The number that customers write to, and its account at the sandbox. */
    public record Number(String phoneNumberId, String businessAccountId) {}

    /**
     * What is to happen.
     *
     * @param password of the agents who work on it
     */
    public record Plan(Number number, int conversations, long seed, String password) {}

    public void run(Token token, Plan plan) {
        var seed = plan.seed();
        var phoneNumberId = plan.number().phoneNumberId();
        var notices = new NoticeBoard(api, sandbox, progress);
        notices.submit(token, plan.number().businessAccountId());
        var stories = new StoryTeller(Phrases.load(), seed).tell(plan.conversations());
        var sentBefore = api.sentTexts(token);
        var written = stories.stream().mapToInt(story -> story.lines().size()).sum();
        forEach(stories, "customers wrote", story -> write(story, phoneNumberId));
        Patience.until(
                () -> api.count(token, "direction=INBOUND") >= written, "The messages of the customers do not show up");
        var open = stories.stream()
                .filter(story -> story.reply() != null && !sentBefore.contains(sent(story)))
                .toList();
        forEach(open, "agents answered", story -> api.sendText(token, sent(story), "seed-" + seed + story.phone()));
        notices.send(token, stories, seed);
        describe(token, stories);
        new Desk(api, progress).run(token, stories, seed, plan.password());
        progress.accept(stories.size() + " conversations: " + written + " messages from customers, " + open.size()
                + " new replies.");
    }

    /** Of every third customer the company knows more than WhatsApp tells; a file brings it in, as it would really be. */
    private void describe(Token token, List<Story> stories) {
        var csv = new StringBuilder("phoneNumber,name,email,tags\n");
        for (var place = 0; place < stories.size(); place += 3) {
            var story = stories.get(place);
            csv.append("%s,%s,guest%d@hotel.example,%s\n"
                    .formatted(story.phone(), story.name(), place, TAGS.get(place / 3 % TAGS.size())));
        }
        api.importContacts(token, csv.toString());
        progress.accept("contacts described: " + (stories.size() + 2) / 3);
    }

    private void write(Story story, String phoneNumberId) {
        var now = clock.instant().getEpochSecond();
        for (var line : story.lines()) {
            var answer = sandbox.inbound(Map.of(
                    "phoneNumberId", phoneNumberId,
                    "from", story.phone(),
                    "name", story.name(),
                    "text", line.text(),
                    "timestamp", now - line.secondsAgo(),
                    "message", Map.of("id", line.wamid())));
            if (answer.path("webhookStatus").asInt(0) != OK) {
                throw new StackException("A webhook was not taken: " + answer);
            }
        }
    }

    private static ParleyApi.Sent sent(Story story) {
        return new ParleyApi.Sent(story.phone(), story.reply() == null ? "" : story.reply());
    }

    /** A few at a time; those of one conversation stay in order. */
    private void forEach(List<Story> stories, String what, Consumer<Story> action) {
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            var running = stories.stream()
                    .<Future<?>>map(story -> threads.submit(() -> action.accept(story)))
                    .toList();
            var done = 0;
            for (var one : running) {
                one.get();
                done++;
                if (done % 50 == 0 || done == running.size()) {
                    progress.accept(what + ": " + done + " of " + running.size());
                }
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof StackException failure ? failure : new StackException("" + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted", e);
        }
    }
}
