package io.parley.stack.seed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class NoticeTest {

    private static final Pattern PLACE = Pattern.compile("\\{\\{[0-9]+}}");

    final List<Notice> notices = Notice.load();

    @Test
    void showsTemplatesInEveryStateOfAReview() {
        assertThat(notices).extracting(notice -> notice.verdict().status()).contains("APPROVED", "PENDING", "REJECTED");
        assertThat(notices)
                .filteredOn(notice -> notice.verdict().status().equals("REJECTED"))
                .extracting(notice -> notice.verdict().reason())
                .isNotEmpty()
                .doesNotContainNull();
        assertThat(notices).extracting(Notice::name, Notice::language).doesNotHaveDuplicates();
    }

    /** The sandbox decides about a name, not about one language of it. */
    @Test
    void decidesAlikeAboutAllLanguagesOfAName() {
        for (var notice : notices) {
            assertThat(notices)
                    .filteredOn(other -> other.name().equals(notice.name()))
                    .extracting(Notice::verdict)
                    .containsOnly(notice.verdict());
        }
    }

    @Test
    void givesOnlyApprovedTemplatesToCustomersAndFillsEveryPlace() {
        var stories = new StoryTeller(Phrases.load(), 1).tell(300);

        for (var notice : notices) {
            var audience = notice.audience(stories);
            if (!notice.verdict().status().equals("APPROVED")) {
                assertThat(audience).isEmpty();
                continue;
            }
            assertThat(audience).as(notice.name()).hasSizeBetween(3, 40);
            var content = JsonMapper.shared().writeValueAsString(notice.to(audience.getFirst()));
            assertThat(content).contains(notice.name(), notice.language()).doesNotContain("{first}", "{code}");
            assertThat((Map<?, ?>) notice.to(audience.getFirst()).get("variables"))
                    .as(notice.name())
                    .hasSize(places(notice));
        }
    }

    @Test
    void sendsTheSameToTheSameCustomersAndOnlyAddsWhenThereAreMore() {
        var teller = new StoryTeller(Phrases.load(), 1);

        for (var notice : notices) {
            assertThat(notice.audience(teller.tell(300)))
                    .startsWith(notice.audience(teller.tell(200)).toArray(Story[]::new));
        }
    }

    private static int places(Notice notice) {
        return (int) PLACE.matcher(
                        JsonMapper.shared().writeValueAsString(notice.template().get("components")))
                .results()
                .count();
    }
}
