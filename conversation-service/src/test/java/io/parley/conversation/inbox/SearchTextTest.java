package io.parley.conversation.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.kit.database.CleanText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchTextTest {

    @ParameterizedTest
    @CsvSource({
        "José  Núñez, jose nunez",
        "ŁUKASZ, lukasz",
        "Straße, strasse",
        "İstanbul, istanbul",
        "ＡＤＡ, ada",
        "Ωmega, ωmega",
        "+44 (7700) 900-123, 447700900123",
        "900123, 900123",
        "Room 12, room 12"
    })
    void looksForWhatPeopleMean(String text, String wanted) {
        assertThat(SearchText.wanted(text)).isEqualTo(wanted);
    }

    @Test
    void keepsALineForEachThingThatIsKnown() {
        assertThat(SearchText.of("Zoë", "+447700900123", "GB.55")).isEqualTo("zoe\n447700900123\ngb.55");
        assertThat(SearchText.of(null, null, null)).isEmpty();
    }

    @Test
    void hasNoCharacterThatADatabaseRefuses() {
        assertThat(SearchText.wanted("a\u0000b")).isEqualTo("a b");
        assertThat(CleanText.of("a\u0000b\ud800c😀")).isEqualTo("a\ufffdb\ufffdc😀");
    }
}
