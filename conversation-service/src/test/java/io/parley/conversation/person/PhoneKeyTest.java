package io.parley.conversation.person;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhoneKeyTest {

    @ParameterizedTest
    @CsvSource({
        "+5511987654321, 551187654321",
        "+551187654321, 551187654321",
        "+5215512345678, 525512345678",
        "+525512345678, 525512345678",
        "+5491123456789, 541123456789",
        "+447700900123, 447700900123"
    })
    void isTheSameForTheSpellingsOfOneAccount(String number, String key) {
        assertThat(PhoneKey.of(number)).isEqualTo(key);
    }

    @Test
    void isNoneForNone() {
        assertThat(PhoneKey.of(null)).isNull();
    }
}
