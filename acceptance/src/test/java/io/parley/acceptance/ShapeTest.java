package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.kit.json.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'a':1} | {'a':1}",
                "{'id':'019abcde-0000-7000-8000-000000000000'} | {'id':'019fffff-1111-7111-8111-111111111111'}",
                "{'at':'2026-11-22T10:00:00.000Z'} | {'at':'2027-01-01T00:00:00.123Z'}",
                "{'token':'eyJ…'} | {'token':'eyJhbGciOi'}",
                "{'wamid':'wamid.HBgL'} | {'wamid':'wamid.abc='}",
                "[1,'x'] | [1,'x']"
            })
    void takesAnswersThatDifferOnlyInWhatAlwaysDiffers(String shown, String actual) {
        assertThat(Shape.differences(
                        Json.events().readTree(json(shown)), Json.events().readTree(json(actual))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'a':1} | {'a':2}",
                "{'a':1} | {'a':'1'}",
                "{'a':1} | {'a':1,'b':2}",
                "{'a':1,'b':2} | {'a':1}",
                "{'status':'READ'} | {'status':'SENT'}",
                "{'id':'019abcde-0000-7000-8000-000000000000'} | {'id':'17'}",
                "{'at':'2026-11-22T10:00:00.000Z'} | {'at':'2027-01-01T00:00:00Z'}",
                "{'token':'eyJ…'} | {'token':'abc'}",
                "[1] | [1,1]",
                "[{'a':1}] | [{'a':2}]"
            })
    void pointsOutEveryOtherDifference(String shown, String actual) {
        assertThat(Shape.differences(
                        Json.events().readTree(json(shown)), Json.events().readTree(json(actual))))
                .isNotEmpty();
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
