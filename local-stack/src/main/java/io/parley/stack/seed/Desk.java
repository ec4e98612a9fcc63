package io.parley.stack.seed;

import io.parley.stack.client.ParleyApi;
import io.parley.stack.client.ParleyApi.Inbox;
import io.parley.stack.client.Token;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Two agents at work on made-up conversations. What anybody has worked on before is left as it is. */
final class Desk {

    private static final Map<String, String> AGENTS =
            Map.of("demo-alex@parley.example", "Alex Agent", "demo-sam@parley.example", "Sam Agent");
    private static final List<String> TAGS =
            List.of("booking", "complaint", "vip", "invoice", "late check-out", "group");
    private static final List<String> NOTES = List.of(
            "Asked housekeeping, waiting for an answer.",
            "Regular guest, always wants the quiet side.",
            "Please check the invoice before you answer.");

    private static final double READ = 0.7;
    private static final double ASSIGNED = 0.6;
    private static final double TAGGED = 0.4;
    private static final double CLOSED = 0.5;
    private static final double NOTED = 0.1;

    private final ParleyApi api;
    private final Consumer<String> progress;

    Desk(ParleyApi api, Consumer<String> progress) {
        this.api = api;
        this.progress = progress;
    }

    void run(Token token, List<Story> stories, long seed, String password) {
        Patience.until(() -> api.countConversations(token) >= stories.size(), "The conversations do not show up");
        var agents = agents(token, password);
        var inbox = api.conversations(token).stream()
                .collect(Collectors.toMap(Inbox::phoneNumber, Function.identity(), (one, other) -> one));
        var worked = 0;
        for (var index = 0; index < stories.size(); index++) {
            var story = stories.get(index);
            var conversation = inbox.get(story.phone());
            if (conversation != null && conversation.version() == 1) {
                work(token, conversation, story, new Shift(agents, new Random(seed * 7_000_003 + index)));
                worked++;
            }
        }
        progress.accept("agents worked on " + worked + " conversations");
    }

    private record Shift(List<String> agents, Random random) {

        boolean happens(double chance) {
            return random.nextDouble() < chance;
        }

        <T> T pick(List<T> choices) {
            return choices.get(random.nextInt(choices.size()));
        }
    }

    private void work(Token token, Inbox conversation, Story story, Shift shift) {
        var patch = new LinkedHashMap<String, Object>();
        if (shift.happens(ASSIGNED)) {
            patch.put("assignedTo", shift.pick(shift.agents()));
        }
        if (shift.happens(TAGGED)) {
            patch.put("tags", List.of(shift.pick(TAGS)));
        }
        if (story.reply() != null && shift.happens(CLOSED)) {
            patch.put("status", "CLOSED");
        }
        if (shift.happens(NOTED)) {
            api.note(token, conversation, shift.pick(NOTES));
        }
        if (story.reply() != null || shift.happens(READ)) {
            api.read(token, conversation);
        }
        if (!patch.isEmpty()) {
            Patience.until(() -> api.work(token, conversation, patch), "The agents are not known to the inbox");
        }
    }

    private List<String> agents(Token token, String password) {
        var known = api.users(token).stream()
                .collect(Collectors.toMap(ParleyApi.User::email, ParleyApi.User::id, (one, other) -> one));
        var agents = new ArrayList<String>();
        for (var email : AGENTS.keySet().stream().sorted().toList()) {
            var id = known.get(email);
            agents.add(
                    id == null
                            ? api.addAgent(token, AGENTS.getOrDefault(email, email), email, password)
                                    .id()
                            : id);
        }
        return agents;
    }
}
