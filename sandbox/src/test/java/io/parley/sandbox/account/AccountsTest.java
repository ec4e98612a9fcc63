package io.parley.sandbox.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountsTest {

    private final Accounts accounts = new Accounts(3);

    @Test
    void bringsNumbersIntoBeing() {
        var number = accounts.number("500600700800901").orElseThrow();

        assertThat(number.verifiedName()).isEqualTo("Sandbox Business");
        assertThat(number.display().formatted()).matches("\\+1 555-\\d{3}-\\d{4}");
        assertThat(number.display().digits())
                .isEqualTo(number.display().formatted().replaceAll("\\D", ""));
        assertThat(new Accounts(3).number("500600700800901")).contains(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"...", "", "abc", "1234", "12345678901234567890123456", "12 345", "１２３４５"})
    void knowsNoOtherIds(String id) {
        assertThat(accounts.number(id)).isEmpty();
    }

    @Test
    void putsANumberIntoTheAccountItsTokenAsksForNext() {
        ask("500001", "token a");
        ask("500002", "token b");

        assertThat(accounts.numbersOf("700001", "token a"))
                .extracting(BusinessNumber::id, BusinessNumber::businessAccountId)
                .containsExactly(tuple("500001", "700001"));
        assertThat(accounts.numbersOf("700002", "token b"))
                .extracting(BusinessNumber::businessAccountId)
                .containsExactly("700002");
    }

    @Test
    void keepsTheFirstAccountButListsTheNumberInAnyTheTokenAsksFor() {
        ask("500001", "token");
        accounts.numbersOf("700001", "token");

        assertThat(accounts.numbersOf("700002", "token"))
                .extracting(BusinessNumber::businessAccountId)
                .containsExactly("700001");
        assertThat(accounts.numbersOf("700001", "another token")).isEmpty();
    }

    @Test
    void keepsOpenNumbersOutOfADefinedAccountUnlessTheyJoinedIt() {
        accounts.define(definedIn("700001", "500009"));
        ask("500001", "token");

        assertThat(accounts.numbersOf("700001", "token"))
                .extracting(BusinessNumber::id)
                .containsExactly("500009");
        assertThat(accounts.numbersOf("700002", "token"))
                .extracting(BusinessNumber::id, BusinessNumber::businessAccountId)
                .containsExactly(tuple("500001", "700002"));
    }

    @Test
    void listsTheLatestFirst() {
        ask("500001", "token");
        ask("500002", "token");

        assertThat(accounts.numbersOf("700001", "token"))
                .extracting(BusinessNumber::id)
                .containsExactly("500002", "500001");
    }

    @Test
    void forgetsTheLongestUnusedOpenNumber() {
        accounts.define(definedIn("700001", "500009"));
        ask("500001", "token");
        ask("500002", "token");
        ask("500003", "token");

        assertThat(accounts.all()).extracting(BusinessNumber::id).containsExactly("500009", "500002", "500003");
    }

    @Test
    void takesTheLastOneAskedForAsTheLatest() {
        assertThat(accounts.latest()).isEmpty();

        ask("500001", "token");
        ask("500002", "token");
        ask("500001", "token");

        assertThat(accounts.latest()).map(BusinessNumber::id).contains("500001");
    }

    @Test
    void neverPrintsCredentials() {
        assertThat(definedIn("700001", "500009").toString())
                .doesNotContain("secret")
                .doesNotContain("token-value");
    }

    @ParameterizedTest
    @CsvSource({
        "+44 20 7946 0123, 442079460123, +44 20 7946 0123",
        "15551234567, 15551234567, +1 555-123-4567",
        "442079460123, 442079460123, +442079460123",
    })
    void formatsNumbersThatAreNot(String written, String digits, String formatted) {
        assertThat(DisplayNumber.of(written)).isEqualTo(new DisplayNumber(digits, formatted));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12", "+44 call me", "1234567890123456"})
    void refusesWhatIsNoNumber(String written) {
        assertThatIllegalArgumentException().isThrownBy(() -> DisplayNumber.of(written));
    }

    @ParameterizedTest
    @CsvSource({
        "5531987654321, 553187654321",
        "5511987654321, 5511987654321",
        "525512345678, 5215512345678",
        "541112345678, 5491112345678",
        "447700900123, 447700900123",
    })
    void knowsTheOldFormsOfSomeCountries(String dialled, String waId) {
        assertThat(WaIds.of(dialled)).isEqualTo(waId);
        assertThat(WaIds.of(waId)).isEqualTo(waId);
    }

    @Test
    void scopesUserIdsToTheBusinessAccount() {
        assertThat(Customers.userId("447700900123", "700001"))
                .matches("GB\\.[0-9]{16}")
                .isEqualTo(Customers.userId("447700900123", "700001"))
                .isNotEqualTo(Customers.userId("447700900123", "700002"));
        assertThat(Customers.userId("5511987654321", "700001")).startsWith("BR.");
    }

    private void ask(String id, String token) {
        accounts.lookedUp(accounts.number(id).orElseThrow(), token);
    }

    private static BusinessNumber definedIn(String account, String id) {
        return new BusinessNumber(
                id,
                DisplayNumber.of("+44 20 7946 0123"),
                "Ada Ltd",
                account,
                true,
                new Credential("token-value"),
                new Credential("secret"),
                null);
    }
}
