package io.parley.sandbox.phone;

import io.parley.sandbox.account.Customers;
import io.parley.sandbox.behaviour.Expect;
import org.jspecify.annotations.Nullable;

/** What the business writes on its own phone, and to whom. */
record EchoRequest(
        @Nullable String phoneNumberId,
        @Nullable String to,
        @Nullable String text) {

    private static final String DEFAULT_TEXT = "Sent from the business's phone";

    EchoRequest {
        var digits = digits(to);
        Expect.that("to", digits.matches("[0-9]{7,15}"), to == null ? "" : to, "7 to 15 digits");
    }

    String customer() {
        return digits(to);
    }

    String words() {
        return text == null ? DEFAULT_TEXT : text;
    }

    private static String digits(@Nullable String phone) {
        return phone == null ? Customers.DEFAULT_PHONE : phone.replaceAll("[\\s()+.-]", "");
    }
}
