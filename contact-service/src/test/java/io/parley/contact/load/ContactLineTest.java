package io.parley.contact.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.contact.load.ContactLine.Reading;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContactLineTest {

    static final List<Column> COLUMNS =
            List.of(Column.PHONE_NUMBER, Column.USER_ID, Column.NAME, Column.EMAIL, Column.TAGS, Column.CREATED_AT);

    @Test
    void readsEveryColumn() {
        var line = good("'+44 7700 900123", "GB.1", "'=Ada", "ADA@company.example", "a; b;;a", "whenever");

        assertThat(line.phone()).hasToString("+447700900123");
        assertThat(line.userId()).hasToString("GB.1");
        assertThat(line.name()).isEqualTo("=Ada");
        assertThat(line.email()).isEqualTo("ada@company.example");
        assertThat(line.tags()).containsExactly("a", "b");
    }

    @Test
    void leavesOpenWhatARowLeavesOut() {
        assertThat(good("447700900123")).isEqualTo(good("447700900123", "", " ", "", "", ""));
        assertThat(good("447700900123").name()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "4.47701E+11, , , , phoneNumber",
        "+447700900123, GB 1, , , userId",
        "+447700900123, , 'a\tb', , name",
        "+447700900123, , , nobody, email",
        ", , Ada, , phoneNumber"
    })
    void namesTheFieldThatIsWrong(String phone, String userId, String name, String email, String field) {
        var row = new String[] {text(phone), text(userId), text(name), text(email)};

        assertThat(ContactLine.read(row, COLUMNS))
                .isInstanceOfSatisfying(
                        Reading.Bad.class, bad -> assertThat(bad.field()).isEqualTo(field));
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }

    private static ContactLine good(String... row) {
        return ((Reading.Good) ContactLine.read(row, COLUMNS)).line();
    }
}
