package io.parley.sandbox.control;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.parley.sandbox.behaviour.Expect;
import io.parley.sandbox.behaviour.InvalidSetting;
import io.parley.sandbox.ledger.AcceptedSend;
import io.parley.sandbox.ledger.Ledger;
import io.parley.sandbox.ledger.ReadReceipt;
import io.parley.sandbox.ledger.ReadReceipts;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows the ledger: what was accepted, how often each callback data came, what was marked as read. */
@RestController
class SendsController {

    private static final int MAX_LIMIT = 10_000;

    private final Ledger ledger;
    private final ReadReceipts receipts;

    SendsController(Ledger ledger, ReadReceipts receipts) {
        this.ledger = ledger;
        this.receipts = receipts;
    }

    @GetMapping("/sandbox/sends")
    SendList list(
            @RequestParam(defaultValue = "0") String since,
            @RequestParam(required = false) @Nullable String phoneNumberId,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String callbackData,
            @RequestParam(defaultValue = "1000") String limit) {
        var filter = since(since)
                .and(send -> phoneNumberId == null || phoneNumberId.equals(send.phoneNumberId()))
                .and(send -> callbackData == null || callbackData.equals(send.callbackData()))
                .and(send -> to == null || isTo(send, to));
        var found = ledger.select(filter, whole("limit", limit, 1, MAX_LIMIT));
        var next = found.isEmpty() ? ledger.lastSequence() : found.getLast().sequence();
        return new SendList(found.stream().map(SendView::of).toList(), next, ledger.size(), ledger.forgotten());
    }

    @GetMapping("/sandbox/sends/{wamid}")
    ResponseEntity<SendView> one(@PathVariable String wamid) {
        return ResponseEntity.of(ledger.find(wamid).map(SendView::of));
    }

    @GetMapping("/sandbox/sends/counts")
    Counts counts(@RequestParam(defaultValue = "1") String minimum) {
        var counts = ledger.counts(whole("minimum", minimum, 1, Integer.MAX_VALUE));
        var duplicates =
                (int) counts.values().stream().filter(count -> count > 1).count();
        return new Counts(ledger.size(), ledger.forgotten(), counts.size(), duplicates, counts);
    }

    @GetMapping("/sandbox/receipts")
    Map<String, List<ReadReceipt>> receipts() {
        return Map.of("receipts", receipts.all());
    }

    private static Predicate<AcceptedSend> since(String since) {
        if (since.matches("[0-9]{1,18}")) {
            var sequence = Long.parseLong(since);
            return send -> send.sequence() > sequence;
        }
        try {
            var time = Instant.parse(since);
            return send -> !send.time().isBefore(time);
        } catch (DateTimeException unreadable) {
            throw new InvalidSetting("since", since + " (expected: a sequence number or an ISO time)");
        }
    }

    private static boolean isTo(AcceptedSend send, String to) {
        var recipient = send.recipient();
        return to.equals(recipient.input()) || to.equals(recipient.waId()) || to.equals(recipient.userId());
    }

    private static int whole(String field, String value, int min, int max) {
        Expect.that(field, value.matches("[0-9]{1,9}"), value, "a number");
        var number = Integer.parseInt(value);
        Expect.between(field, number, min, max);
        return number;
    }

    /** {@code next} is the {@code since} of the next call. */
    record SendList(List<SendView> sends, long next, int total, long forgotten) {}

    record Counts(int total, long forgotten, int distinct, int duplicates, Map<String, Integer> counts) {}

    record SendView(
            long sequence,
            Instant time,
            String wamid,
            String phoneNumberId,
            String type,
            String to,
            @Nullable String waId,
            @Nullable String userId,
            @Nullable String bizOpaqueCallbackData,
            @JsonRawValue String body) {

        static SendView of(AcceptedSend send) {
            return new SendView(
                    send.sequence(),
                    send.time(),
                    send.wamid(),
                    send.phoneNumberId(),
                    send.type(),
                    send.recipient().input(),
                    send.recipient().waId(),
                    send.recipient().userId(),
                    send.callbackData(),
                    new String(send.body(), StandardCharsets.UTF_8));
        }
    }
}
