package io.parley.contact.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvCellsTest {

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+44", "-x", "@a", "\tx", "\rx", "'x", "''x", "Ada", "", "a=b", "'"})
    void givesBackWhatItHasGuarded(String value) {
        assertThat(CsvCells.unguarded(CsvCells.guarded(value))).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+44", "-x", "@a", "\tx", "\rx"})
    void letsASpreadsheetRunNothing(String value) {
        assertThat(CsvCells.guarded(value)).startsWith("'");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {"'t Hooft, 't Hooft", "'+44, +44", "''x, 'x", "', '"})
    void takesOffOnlyWhatItPutsOn(String cell, String value) {
        assertThat(CsvCells.unguarded(cell)).isEqualTo(value);
    }

    @Test
    void keepsTagsApartWhateverIsInThem() {
        var tags = List.of("a;b", "c\\", "\\;", "d e", ";");

        assertThat(CsvCells.tags(CsvCells.cell(tags))).isEqualTo(tags);
        assertThat(CsvCells.tags("a\\b;c")).containsExactly("a\\b", "c");
    }
}
