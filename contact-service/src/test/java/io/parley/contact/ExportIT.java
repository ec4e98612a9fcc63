package io.parley.contact;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.testkit.TestTenant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExportIT extends ContactTest {

    static final List<String> PIECES = List.of(
            "=", "+", "-", "@", "'", "''", "\"", ",", ";", "\\", "\\;", "a", "Ada", " ", "é", "王", "😀", "1", "|", "%",
            "#");

    final TestTenant tenant = TestTenant.create();

    @Test
    void writesWhatASpreadsheetReadsAndDoesNotRun() {
        create(
                tenant,
                Map.of(
                        "phoneNumber",
                        "+447700900101",
                        "name",
                        "=HYPERLINK(\"x\"), Ltd",
                        "email",
                        "ada@company.example",
                        "tags",
                        List.of("@a", "b;c")));

        var lines = export(tenant, "").split("\r\n", -1);

        assertThat(lines[0]).isEqualTo("phoneNumber,userId,name,email,tags,createdAt");
        assertThat(lines[1])
                .startsWith("'+447700900101,,\"'=HYPERLINK(\"\"x\"\"), Ltd\",ada@company.example,'@a;b\\;c,20")
                .endsWith("Z");
        assertThat(lines).hasSize(3);
    }

    @Test
    void saysWhatItIs() {
        var answer = as(tenant).get("/api/contacts/export");

        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(
                        type -> assertThat(type.toLowerCase(Locale.ROOT)).startsWith("text/csv"));
        assertThat(answer.headers().firstValue("Content-Disposition"))
                .hasValueSatisfying(value -> assertThat(value).contains("contacts.csv"));
        assertThat(answer.text()).isEqualTo("phoneNumber,userId,name,email,tags,createdAt\r\n");
    }

    @Test
    void narrowsLikeTheList() {
        create(tenant, Map.of("phoneNumber", "+447700900101", "name", "Ada", "tags", List.of("vip")));
        create(tenant, Map.of("phoneNumber", "+447700900102", "name", "Bob", "optedOut", true));

        assertThat(export(tenant, "?tag=vip")).contains("Ada").doesNotContain("Bob");
        assertThat(export(tenant, "?optedOut=true")).contains("Bob").doesNotContain("Ada");
        assertThat(export(tenant, "?search=bo")).contains("Bob").doesNotContain("Ada");
    }

    @Test
    void writesMoreThanOnePageWithoutLossOrRepetition() {
        var count = 41_000;
        var csv = new StringBuilder("phone,name\n");
        IntStream.range(0, count).forEach(i -> csv.append("+4477%08d,Name %d\n".formatted(i, i)));
        importAll(tenant, csv.toString());

        var lines = export(tenant, "")
                .lines()
                .skip(1)
                .map(line -> line.split(",")[2])
                .toList();

        assertThat(lines).hasSize(count).doesNotHaveDuplicates();
        assertThat(lines).startsWith("Name 0", "Name 1").endsWith("Name " + (count - 1));
    }

    /** Names, addresses and tags of every kind of character that matters to spreadsheets and to CSV. */
    @Test
    void comesBackAsItWas() {
        var random = new Random(11);
        for (var i = 0; i < 150; i++) {
            var contact = new HashMap<String, Object>();
            contact.put(i % 3 == 0 ? "userId" : "phoneNumber", i % 3 == 0 ? "GB." + i : "+4477%08d".formatted(i));
            contact.put("name", text(random));
            if (i % 2 == 0) {
                contact.put("email", "=-+'".charAt(i / 2 % 4) + "x" + i + "@company.example");
            }
            contact.put(
                    "tags",
                    IntStream.range(0, random.nextInt(4))
                            .mapToObj(j -> text(random))
                            .distinct()
                            .toList());
            create(tenant, contact);
        }
        var before = new ArrayList<>(list(tenant, "?limit=200"));
        var exported = export(tenant, "");

        var job = importAll(tenant, exported);

        assertThat(job.path("failed").intValue()).as(job.toString()).isZero();
        assertThat(job.path("unchanged").intValue()).isEqualTo(150);
        assertThat(list(tenant, "?limit=200")).isEqualTo(before);
        assertThat(export(tenant, "")).isEqualTo(exported);
        var elsewhere = TestTenant.create();
        importAll(elsewhere, exported);
        assertThat(content(export(elsewhere, ""))).isEqualTo(content(exported));
    }

    private static String text(Random random) {
        var text = new StringBuilder();
        for (var i = 1 + random.nextInt(5); i > 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.isEmpty() || text.toString().isBlank()
                ? "x"
                : text.toString().strip();
    }

    private static List<String> content(String csv) {
        return csv.lines().map(line -> line.substring(0, line.lastIndexOf(','))).toList();
    }
}
