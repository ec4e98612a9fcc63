package io.parley.contact.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InspectionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"phone,name|,", "phone;name|;", "phone\tname|'\t'", "phone|,", "\"phone\";\"name\"|;"},
            ignoreLeadingAndTrailingWhitespace = false)
    void findsTheDelimiter(String header, String delimiter) throws IOException {
        assertThat(inspect(header + "\n").layout().delimiter()).isEqualTo(delimiter);
    }

    @Test
    void countsRowsAndNotLines() throws IOException {
        assertThat(inspect("phone,name\n\n1,\"a\nb\"\n\n2,c").rows()).isEqualTo(2);
        assertThat(inspect("phone\r\n1\r\n2\r\n").rows()).isEqualTo(2);
        assertThat(inspect("phone\r1\r2").rows()).isEqualTo(2);
        assertThat(inspect("phone").rows()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Phone Number", "PHONE_NUMBER", "phoneNumber", "Mobile", "wa_id", "E.164 phone"})
    void knowsSomeNamesForANumber(String name) throws IOException {
        if (name.startsWith("E.164")) {
            assertThatThrownBy(() -> inspect(name))
                    .isInstanceOf(CsvUnreadable.class)
                    .hasMessageContaining(name);
            return;
        }
        assertThat(inspect(name).layout().columns()).containsExactly(Column.PHONE_NUMBER);
    }

    /** A file of any size that never comes to the end of a row costs no more than the longest row allowed. */
    @ParameterizedTest
    @ValueSource(strings = {"", "phone,name\n", "phone,name\n1,\""})
    void refusesAnEndlessRowWithoutReadingOn(String head) {
        var endless = new Endless(head.getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> Inspection.of(endless::begin)).isInstanceOf(CsvUnreadable.class);
        assertThat(endless.read).isLessThan(1_000_000);
    }

    private static Inspection inspect(String csv) throws IOException {
        return Inspection.of(() -> new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)));
    }

    private static final class Endless extends InputStream {

        private final byte[] head;
        private long read;

        Endless(byte[] head) {
            this.head = head;
        }

        InputStream begin() {
            read = 0;
            return this;
        }

        @Override
        public int read() {
            var at = read++;
            return at < head.length ? head[(int) at] : 'x';
        }
    }
}
