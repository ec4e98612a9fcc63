package io.parley.stack.seed;

import io.parley.stack.home.StackException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Makes up conversations. The n-th one depends on the seed and n alone, so more of them only adds to what was. */
final class StoryTeller {

    /** The largest number of conversations there are people for. */
    static final int MOST = 3_000;

    private static final double ANSWERED = 0.75;
    private static final Duration PERIOD = Duration.ofDays(24);
    private static final int LONGEST_PAUSE_SECONDS = 240;
    private static final int SHORTEST_PAUSE_SECONDS = 8;

    private final Phrases phrases;
    private final long seed;

    StoryTeller(Phrases phrases, long seed) {
        this.phrases = phrases;
        this.seed = seed;
    }

    List<Story> tell(int count) {
        if (count < 1 || count > MOST) {
            throw new StackException("--conversations " + count + " (expected: 1 to " + MOST + ")");
        }
        return IntStream.range(0, count).mapToObj(this::story).toList();
    }

    private Story story(int index) {
        var random = new Random(seed * 1_000_003 + index);
        var language = language(index);
        var name = pick(language.names(), random);
        var dialogue = pick(language.dialogues(), random);
        var code = "HH-" + (10_000 + random.nextInt(90_000));
        var room = 100 * (1 + random.nextInt(4)) + 1 + random.nextInt(24);
        var secondsAgo = since(random);
        var lines = new ArrayList<Story.Line>();
        for (var text : dialogue.customer()) {
            lines.add(new Story.Line(wamid(index, lines.size()), fill(text, name, code, room), secondsAgo));
            secondsAgo = Math.max(0, secondsAgo - SHORTEST_PAUSE_SECONDS - random.nextInt(LONGEST_PAUSE_SECONDS));
        }
        var reply = random.nextDouble() < ANSWERED ? fill(dialogue.reply(), name, code, room) : null;
        return new Story(language.number(index), name, lines, reply);
    }

    /** Every second customer speaks the first language, the others share the rest, as far as their numbers reach. */
    private Phrases.Language language(int index) {
        var all = phrases.languages();
        var wanted = index % 2 == 0 ? 0 : 1 + index / 2 % (all.size() - 1);
        return IntStream.range(0, all.size())
                .mapToObj(step -> all.get((wanted + step) % all.size()))
                .filter(language -> index < language.capacity())
                .findFirst()
                .orElseThrow();
    }

    /** Recent conversations are more frequent than old ones. */
    private static long since(Random random) {
        var share = random.nextDouble();
        return Duration.ofMinutes(20).toSeconds() + (long) (share * share * PERIOD.toSeconds());
    }

    private String wamid(int story, int line) {
        var id = ("parley-seed-" + seed + "-" + story + "-" + line).getBytes(StandardCharsets.UTF_8);
        return "wamid." + Base64.getEncoder().encodeToString(id);
    }

    private static String fill(String text, String name, String code, int room) {
        var names = name.split(" ");
        return text.replace("{first}", names[0])
                .replace("{last}", names[names.length - 1])
                .replace("{code}", code)
                .replace("{room}", Integer.toString(room));
    }

    private static <T> T pick(List<T> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
