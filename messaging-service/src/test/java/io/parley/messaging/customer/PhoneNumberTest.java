package io.parley.messaging.customer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumberTest {

    @ParameterizedTest
    @ValueSource(strings = {"+1234567890", "1234567890", " +447700900123 "})
    void readsTheShapeOfE164(String text) {
        assertThat(PhoneNumber.parse(text)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "+",
                "123456",
                "1234567890123456",
                "+44 7700 900123",
                "GB.123",
                "++447700900123",
                "٤٤٧٧٠٠٩٠٠١٢٣"
            })
    void refusesAnythingElse(String text) {
        assertThat(PhoneNumber.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "5511987654321, 551187654321",
        "5215512345678, 525512345678",
        "5491123456789, 541123456789",
    })
    void foldsNationalQuirksForMatchingOnly(String one, String other) {
        var first = new PhoneNumber(one);

        assertThat(first.matchKey()).isEqualTo(new PhoneNumber(other).matchKey());
        assertThat(first.e164()).isEqualTo("+" + one);
    }

    @Test
    void keepsOtherNumbersApart() {
        assertThat(new PhoneNumber("447700900123").matchKey()).isEqualTo("447700900123");
    }
}
