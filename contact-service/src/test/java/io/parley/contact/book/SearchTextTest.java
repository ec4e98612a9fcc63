package io.parley.contact.book;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.contract.TenantId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchTextTest {

    final TenantId tenant = new TenantId(UUID.randomUUID());

    @ParameterizedTest
    @CsvSource({
        "André, andre",
        "STRASSE, strasse",
        "Straße, strasse",
        "Søren Ødegård, soren odegard",
        "Łukasz, lukasz",
        "Ｆｕｌｌ, full",
        "Ivan  the   Third, ivan the third",
        "王伟, 王伟"
    })
    void foldsAccentsAndCase(String text, String folded) {
        assertThat(SearchText.fold(text)).isEqualTo(folded);
    }

    @ParameterizedTest
    @CsvSource({"+44 7700-900 (123), +447700900123", "077.00, 07700", "Route 66, route 66"})
    void readsNumbersHoweverTheyAreSpaced(String typed, String text) {
        assertThat(SearchText.query(typed).value()).isEqualTo(text);
    }

    @Test
    void takesSignsOfPatternsByTheLetter() {
        assertThat(SearchText.query("50%_\\").pattern()).isEqualTo("%50\\%\\_\\\\%");
    }

    @Test
    void keepsEveryPieceThatASearchForAnyPartWillWant() {
        var text = "andre muller";
        var kept = hashes(Grams.of(tenant, text).text());

        for (var from = 0; from < text.length(); from++) {
            for (var to = from + 2; to <= text.length(); to++) {
                var part = text.substring(from, to);
                assertThat(kept)
                        .as(part)
                        .containsAll(hashes(
                                Grams.wanted(tenant, new SearchText(part)).text()));
            }
        }
        assertThat(kept)
                .containsAll(hashes(Grams.wanted(tenant, new SearchText("m")).text()));
        assertThat(kept)
                .doesNotContainAnyElementsOf(
                        hashes(Grams.wanted(tenant, new SearchText("xyz")).text()));
    }

    @Test
    void sharesNoPieceWithAnotherTenant() {
        var other = new TenantId(UUID.randomUUID());

        assertThat(hashes(Grams.of(tenant, "andre muller").text()))
                .doesNotContainAnyElementsOf(
                        hashes(Grams.of(other, "andre muller").text()));
    }

    @Test
    void tellsATagFromTheSameWordInAName() {
        assertThat(hashes(Grams.none(tenant).tagged(List.of("vip")).text()))
                .doesNotContainAnyElementsOf(hashes(Grams.of(tenant, "vip").text()));
    }

    private static Set<String> hashes(String array) {
        return new HashSet<>(
                Arrays.asList(array.substring(1, array.length() - 1).split(",")));
    }
}
