package io.parley.auth.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

    @ParameterizedTest
    @CsvSource({
        "admin@company.com, admin@company.com",
        "' Admin@Company.COM ', admin@company.com",
        "a+b@localhost, a+b@localhost",
        "JOSE\u0301@x.com, jos\u00e9@x.com",
        "I@x.com, i@x.com"
    })
    void hasOneSpelling(String text, String spelling) {
        assertThat(EmailAddress.of(text).value()).isEqualTo(spelling);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "@b", "a@", "a b@c.d", "a@b@c.d", "a\u0000@b.c", "a@b.c\nBcc: x@y.z", "<a@b.c>"})
    void refusesWhatIsNoAddress(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> EmailAddress.of(text));
    }

    @Test
    void refusesWhatIsTooLong() {
        assertThatIllegalArgumentException().isThrownBy(() -> EmailAddress.of("a@" + "b".repeat(253)));
    }
}
