package io.parley.contact.book;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumberTest {

    @ParameterizedTest
    @ValueSource(strings = {"+1234567890", "1234567", " +447700900123 ", "123456789012345"})
    void takesWhatHasTheShapeOfANumber(String text) {
        assertThat(PhoneNumber.parse(text))
                .map(PhoneNumber::e164)
                .contains("+" + text.strip().replace("+", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "+", "123456", "1234567890123456", "++1234567", "12345a7", "٠١٢٣٤٥٦٧٨٩"})
    void refusesAnythingElse(String text) {
        assertThat(PhoneNumber.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "5511987654321, 551187654321",
        "5215512345678, 525512345678",
        "5491112345678, 541112345678",
        "447700900123, 447700900123",
        "5511887654321, 5511887654321"
    })
    void foldsNationalQuirksForComparingOnly(String digits, String key) {
        assertThat(new PhoneNumber(digits).matchKey()).isEqualTo(key);
        assertThat(new PhoneNumber(digits).e164()).isEqualTo("+" + digits);
    }
}
