package io.parley.stack.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parley.stack.home.StackException;
import java.time.Duration;
import java.util.Comparator;
import org.junit.jupiter.api.Test;

class StoryTellerTest {

    final StoryTeller teller = new StoryTeller(Phrases.load(), 1);

    @Test
    void tellsTheSameForTheSameSeedAndOnlyAddsWhenAskedForMore() {
        var again = new StoryTeller(Phrases.load(), 1);

        assertThat(again.tell(400).subList(0, 200)).isEqualTo(teller.tell(200));
        assertThat(new StoryTeller(Phrases.load(), 2).tell(200)).isNotEqualTo(teller.tell(200));
    }

    @Test
    void givesEachConversationACustomerOfItsOwnWithAPossibleNumber() {
        var stories = teller.tell(StoryTeller.MOST);

        assertThat(stories).extracting(Story::phone).doesNotHaveDuplicates();
        assertThat(stories).allSatisfy(story -> assertThat(story.phone()).matches("\\+[1-9][0-9]{6,14}"));
    }

    @Test
    void givesEachMessageAnIdOfItsOwn() {
        assertThat(teller.tell(500).stream().flatMap(story -> story.lines().stream()))
                .extracting(Story.Line::wamid)
                .doesNotHaveDuplicates()
                .allSatisfy(wamid -> assertThat(wamid).startsWith("wamid."));
    }

    @Test
    void tellsEachConversationInOrderWithinTheLastWeeks() {
        assertThat(teller.tell(500)).allSatisfy(story -> {
            assertThat(story.lines())
                    .isSortedAccordingTo(
                            Comparator.comparing(Story.Line::secondsAgo).reversed());
            assertThat(story.lines().getFirst().secondsAgo())
                    .isBetween(0L, Duration.ofDays(25).toSeconds());
        });
    }

    @Test
    void leavesNoPlaceholderUnfilledAndSomeCustomersWithoutAnswer() {
        var stories = teller.tell(500);

        assertThat(stories.stream().flatMap(story -> story.lines().stream()))
                .extracting(Story.Line::text)
                .noneMatch(text -> text.contains("{"));
        assertThat(stories).filteredOn(story -> story.reply() == null).hasSizeBetween(75, 175);
    }

    @Test
    void refusesMoreThanThereArePeople() {
        assertThatExceptionOfType(StackException.class)
                .isThrownBy(() -> teller.tell(StoryTeller.MOST + 1))
                .withMessageContaining("--conversations");
    }
}
