package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.acceptance.Stack.Service;
import io.parley.testkit.Api;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** An import goes on where it stopped when its process dies, and comes to what it would have come to. */
@ExtendWith(StackExtension.class)
class ContactImportIT {

    private static final int ROWS = 80_000;
    private static final String BOUNDARY = "parley-acceptance";

    private final Stack stack;

    ContactImportIT(Stack stack) {
        this.stack = stack;
    }

    @Test
    void comesToTheSameWhenItsProcessIsKilled() {
        var csv = csv(new Random(15));
        var undisturbed = Tenant.register(stack, "Undisturbed");
        var disturbed = Tenant.register(stack, "Disturbed");
        var expected = awaitEnd(undisturbed, upload(undisturbed, csv), Duration.ofMinutes(10));

        var id = upload(disturbed, csv);
        await("the import is under way")
                .pollInterval(Duration.ofMillis(20))
                .until(() -> job(disturbed, id).path("processed").asInt(0) > 0);
        var killed = stack.kill(Service.CONTACT);
        stack.awaitRestart(Service.CONTACT, killed);
        var after = job(disturbed, id);
        var ended = awaitEnd(disturbed, id, Duration.ofMinutes(10));

        assertThat(after.path("processed").intValue()).as("the kill was felt").isLessThan(ROWS);
        for (var field : List.of("total", "processed", "created", "updated", "unchanged", "failed", "errors")) {
            assertThat(ended.path(field)).as(field).isEqualTo(expected.path(field));
        }
        assertThat(content(disturbed)).isEqualTo(content(undisturbed));
        assertThat(total(disturbed, "")).isEqualTo(ended.path("created").longValue());
        assertThat(total(disturbed, "&tag=vip")).isEqualTo(total(undisturbed, "&tag=vip"));
    }

    private static String csv(Random random) {
        var csv = new StringBuilder("phoneNumber;name;tags\n");
        for (var row = 0; row < ROWS; row++) {
            var kind = random.nextInt(100);
            if (kind < 2) {
                csv.append("nobody;;\n");
            } else {
                var number = kind < 7 ? random.nextInt(row + 1) : row;
                csv.append("+4477%08d;Name %d;%s\n".formatted(number, row, row % 3 == 0 ? "vip" : "new"));
            }
        }
        return csv.toString();
    }

    private static String upload(Tenant tenant, String csv) {
        var body = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n"
                + csv + "\r\n--" + BOUNDARY + "--\r\n";
        var answer = tenant.api()
                .with("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .post("/api/contacts/import/csv", body);
        assertThat(answer.status()).as(answer.toString()).isIn(200, 202);
        return answer.data().path("job").path("id").asString();
    }

    private static JsonNode awaitEnd(Tenant tenant, String id, Duration atMost) {
        await("the import has ended")
                .atMost(atMost)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> "COMPLETED".equals(job(tenant, id).path("status").asString("")));
        return job(tenant, id);
    }

    private static JsonNode job(Tenant tenant, String id) {
        return tenant.api().get("/api/contacts/import/" + id).data().path("job");
    }

    private static List<String> content(Tenant tenant) {
        Api.Answer answer = tenant.api().get("/api/contacts/export");
        assertThat(answer.status()).isEqualTo(200);
        return answer.text()
                .lines()
                .map(line -> line.substring(0, line.lastIndexOf(',')))
                .toList();
    }

    private static long total(Tenant tenant, String filter) {
        return tenant.api()
                .get("/api/contacts?limit=1" + filter)
                .data()
                .path("pagination")
                .path("total")
                .asLong(-1);
    }
}
