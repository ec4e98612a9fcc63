package io.parley.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contract.ContactChanged;
import io.parley.kit.tenant.TenantContext;
import io.parley.testkit.TestTenant;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ImportIT extends ContactTest {

    final TestTenant tenant = TestTenant.create();

    @Test
    void keepsGoodRowsAndReportsBadOnes() {
        var job = importAll(tenant, """
                phoneNumber,userId,name,email,tags
                +447700900101,,Ada,ada@company.example,vip;new
                nonsense,,Bob,,
                ,GB.1,"Carla ""C""
                ",carla@company.example,
                ,,Nobody,,
                +447700900102,,Dan,not an address,
                +447700900103,,Eve,,,more
                '+447700900104,,'=1+1,,
                """);

        assertThat(job.path("status").asString()).isEqualTo("COMPLETED");
        assertThat(counts(job)).isEqualTo("processed 7 = total 7, created 3, updated 0, unchanged 0, failed 4");
        assertThat(job.path("errors").findValuesAsString("row")).containsExactly("2", "4", "5", "6");
        assertThat(job.path("errors").findValuesAsString("field"))
                .containsExactly("phoneNumber", "phoneNumber", "email", "row");
        assertThat(names(tenant, "")).containsExactly("=1+1", "Carla \"C\"", "Ada");
        assertThat(list(tenant, "?tag=vip").getFirst().path("tags").toString()).isEqualTo("[\"vip\",\"new\"]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Name;Phone Number;E-Mail\nAda;+447700900101;ada@company.example",
                "E-MAIL\tname\tMOBILE\r\nada@company.example\tAda\t+44 7700 900101\r\n",
                "\uFEFFphone,full name,email\n447700900101,Ada,ada@company.example\n\n",
                "\n\nphone_number,NAME,Mail,createdAt\n\"+44 (7700) 900-101\",\"Ada\",ada@company.example,2020-01-01\n"
            })
    void readsColumnsInAnyOrderAndWhatSpreadsheetsMakeOfCsv(String csv) {
        var job = importAll(tenant, csv);

        assertThat(counts(job)).isEqualTo("processed 1 = total 1, created 1, updated 0, unchanged 0, failed 0");
        var ada = list(tenant, "").getFirst();
        assertThat(ada.path("name").asString()).isEqualTo("Ada");
        assertThat(ada.path("phoneNumber").asString()).isEqualTo("+447700900101");
        assertThat(ada.path("email").asString()).isEqualTo("ada@company.example");
    }

    @Test
    void readsUtf16ThatBeginsWithItsMark() {
        var csv = "\uFEFFname;phone\nZoë;+447700900101\n".getBytes(StandardCharsets.UTF_16LE);

        assertThat(upload(tenant, csv).status()).isEqualTo(200);

        assertThat(names(tenant, "")).containsExactly("Zoë");
    }

    @Test
    void updatesWhatIsThereAndChangesNothingTheSecondTime() {
        var made =
                create(tenant, Map.of("phoneNumber", "+447700900101", "name", "Old", "email", "old@company.example"));
        var csv = """
                phoneNumber,name,email,tags
                447700900101,New,,vip
                +447700900102,Bob,,
                +447700900102,Bob,,
                +447700900102,Robert,,
                """;

        var first = importAll(tenant, csv);
        var after = list(tenant, "");
        var second = importAll(tenant, csv);

        assertThat(counts(first)).isEqualTo("processed 4 = total 4, created 1, updated 3, unchanged 1, failed 0");
        assertThat(get(tenant, made.path("id").asString()).path("name").asString())
                .isEqualTo("New");
        assertThat(get(tenant, made.path("id").asString()).path("email").asString())
                .isEqualTo("old@company.example");
        assertThat(names(tenant, "")).containsExactly("Robert", "New");
        assertThat(second.path("created").intValue()).isZero();
        assertThat(list(tenant, "").stream().map(one -> one.path("id")).toList())
                .isEqualTo(after.stream().map(one -> one.path("id")).toList());
    }

    @Test
    void changesNothingWhenTheSameFileComesAgain() {
        var csv = rows(120, i -> "+4477%08d,Name %d,%d@company.example,a;b".formatted(i, i, i));
        importAll(tenant, csv);
        awaitTold(120);
        var before = list(tenant, "?limit=200");

        var again = importAll(tenant, csv);
        create(tenant, Map.of("phoneNumber", "+15550004567"));
        awaitTold(121);

        assertThat(counts(again))
                .isEqualTo("processed 120 = total 120, created 0, updated 120, unchanged 120, failed 0");
        assertThat(list(tenant, "?limit=200").subList(1, 121)).isEqualTo(before);
        assertThat(told(tenant)).hasSize(121);
    }

    @Test
    void tellsOthersOnceOfEachContact() {
        importAll(tenant, rows(300, i -> "+4477%08d,Name %d,,".formatted(i, i)));

        awaitTold(300);

        assertThat(told(tenant)).extracting(ContactChanged::id).doesNotHaveDuplicates();
    }

    @Test
    void refusesARowThatNamesTwoContacts() {
        create(tenant, Map.of("phoneNumber", "+447700900101"));
        create(tenant, Map.of("userId", "GB.1"));

        var job = importAll(tenant, "phone,userId\n+447700900101,GB.1\n");

        assertThat(job.path("failed").intValue()).isEqualTo(1);
        assertThat(job.path("errors").path(0).path("field").asString()).isEqualTo("userId");
    }

    @Test
    void boundsTheListOfErrorsAndSaysHowManyMoreThereAre() {
        var job = importAll(tenant, rows(250, i -> "bad %d,x,,".formatted(i)));

        assertThat(job.path("failed").intValue()).isEqualTo(250);
        assertThat(job.path("errors").size()).isEqualTo(100);
        assertThat(job.path("moreErrors").intValue()).isEqualTo(150);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "name,email\nAda,x\n", "phone,shoe size\n1,2\n", "phone,mobile\n1,2\n"})
    void refusesAFileWhoseHeaderSaysNothingOfUse(String csv) {
        var answer = upload(tenant, csv);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().path("code").asString()).isEqualTo("CSV_UNREADABLE");
        assertThat(answer.json().path("errors").path(0).path("field").asString())
                .isEqualTo("file");
    }

    @Test
    void refusesWhatCannotBeReadRowByRowBeforeKeepingAnyOfIt() {
        var good = "phone,name\n+447700900101,Ada\n";
        var latin = (good + "+447700900102,Zoë\n").getBytes(Charset.forName("windows-1252"));

        assertThat(upload(tenant, latin).text()).contains("CSV_UNREADABLE", "UTF-8");
        assertThat(upload(tenant, good + "+447700900102," + "x".repeat(20_000_000))
                        .text())
                .contains("CSV_UNREADABLE");
        assertThat(upload(tenant, good + "+447700900102,\"never ends\n" + "x,y\n".repeat(100_000))
                        .text())
                .contains("CSV_UNREADABLE");
        assertThat(upload(tenant, good + ",".repeat(1_000_000)).text()).contains("CSV_UNREADABLE");
        assertThat(upload(tenant, "x".repeat(1_000_000)).text()).contains("CSV_UNREADABLE");
        assertThat(list(tenant, "")).isEmpty();
    }

    @Test
    void refusesWhatIsNoUpload() {
        var caller = as(tenant);

        assertThat(caller.post("/api/contacts/import/csv", "{}").status()).isEqualTo(415);
        assertThat(caller.with("Content-Type", "multipart/form-data; boundary=x")
                        .post("/api/contacts/import/csv", "nonsense")
                        .status())
                .isEqualTo(400);
        assertThat(caller.with("Content-Type", "multipart/form-data; boundary=x")
                        .post(
                                "/api/contacts/import/csv",
                                "--x\r\n"
                                        + "Content-Disposition: form-data; name=\"other\"; filename=\"a\"\r\n\r\n"
                                        + "a\r\n"
                                        + "--x--\r\n")
                        .text())
                .contains("\"field\":\"file\"");
        assertThat(caller.get("/api/contacts/import/" + UUID.randomUUID()).status())
                .isEqualTo(404);
        assertThat(caller.get("/api/contacts/import/csv").status()).isIn(400, 405);
    }

    @Test
    void goesOnWhereAKilledWorkerHasStopped() {
        var csv = rows(170, i -> i % 17 == 0 ? "bad,x,," : "+4477%08d,Name %d,,a".formatted(i % 150, i));
        var undisturbed = TestTenant.create();
        var expected = importAll(undisturbed, csv);
        var job = importAll(tenant, csv).path("id").asString();

        // As if the process had died after its second batch: two batches of 50 are there, the third is not.
        rewindTo(job, csv, 100);
        var ended = awaitEnd(tenant, job);

        assertThat(counts(ended)).isEqualTo(counts(expected));
        assertThat(ended.path("errors")).isEqualTo(expected.path("errors"));
        assertThat(content(tenant)).isEqualTo(content(undisturbed));
    }

    /** Puts an import back to where it stood after so many rows, claimed by a worker that says nothing any more. */
    private void rewindTo(String job, String csv, int rows) {
        var head = csv.lines().limit(rows + 1L).collect(Collectors.joining("\n"));
        var part = TestTenant.create();
        var until = importAll(part, head);
        TenantContext.run(
                List.of(tenant.id(), part.id()),
                () -> transaction.executeWithoutResult(status -> {
                    jdbc.sql("delete from contact where tenant_id = ? and phone_key is not null")
                            .param(tenant.id().value())
                            .update();
                    jdbc.sql("""
                            insert into contact (tenant_id, id, phone_number, phone_key, name, name_by_hand, tags, search,
                              grams, created_at, updated_at)
                            select ?, gen_random_uuid(), phone_number, phone_key, name, name_by_hand, tags, search, grams,
                              created_at, updated_at from contact where tenant_id = ? order by position""")
                            .param(tenant.id().value())
                            .param(part.id().value())
                            .update();
                    jdbc.sql("""
                            update import_job j set status = 'RUNNING', processed = u.processed, created = u.created,
                              updated = u.updated, unchanged = u.unchanged, failed = u.failed, errors = u.errors
                            from import_job u where j.tenant_id = ? and j.id = ?::uuid and u.tenant_id = ?
                              and u.id = ?::uuid""")
                            .param(tenant.id().value())
                            .param(job)
                            .param(part.id().value())
                            .param(until.path("id").asString())
                            .update();
                    jdbc.sql("insert into import_chunk values (?, ?::uuid, 0, ?)")
                            .param(tenant.id().value())
                            .param(job)
                            .param(csv.getBytes(StandardCharsets.UTF_8))
                            .update();
                    jdbc.sql("insert into import_queue (tenant_id, job_id, worker, lease_until) values (?,"
                                    + " ?::uuid, ?, now() + interval '1 second')")
                            .param(tenant.id().value())
                            .param(job)
                            .param(UUID.randomUUID())
                            .update();
                }));
    }

    @Test
    void runsTheImportsOfTwoTenantsBesideEachOther() {
        var other = TestTenant.create();
        var csv = rows(3000, i -> "+4477%08d,Name %d,,a".formatted(i, i));

        var one = upload(tenant, csv).data().path("job").path("id").asString();
        var two = upload(other, csv).data().path("job").path("id").asString();

        assertThat(awaitEnd(tenant, one).path("created").intValue()).isEqualTo(3000);
        assertThat(awaitEnd(other, two).path("created").intValue()).isEqualTo(3000);
        assertThat(total(tenant, "?tag=a")).isEqualTo(3000);
        assertThat(total(other, "?tag=a")).isEqualTo(3000);
    }

    @Test
    void letsPeopleAndCustomersChangeContactsMeanwhile() {
        var csv = rows(4000, i -> "+4477%08d,Imported %d,,a".formatted(i, i));
        var job = upload(tenant, csv).data().path("job").path("id").asString();

        for (var i = 0; i < 40; i++) {
            var answer = as(tenant).post("/api/contacts", Map.of("phoneNumber", "+4477%08d".formatted(i * 100)));
            assertThat(answer.status()).isIn(201, 409);
        }

        var ended = awaitEnd(tenant, job);
        assertThat(ended.path("created").intValue() + ended.path("updated").intValue())
                .isEqualTo(4000);
        assertThat(total(tenant, "")).isEqualTo(4000);
        assertThat(total(tenant, "?search=imported")).isEqualTo(4000);
    }

    @Test
    void answersBeforeALongImportHasEnded() {
        var answer = upload(tenant, rows(20_000, i -> "+4477%08d,Name %d,,a".formatted(i, i)));

        var job = answer.data().path("job");
        assertThat(job.path("total").intValue()).isEqualTo(20_000);
        assertThat(answer.status())
                .isEqualTo("COMPLETED".equals(job.path("status").asString()) ? 200 : 202);
        assertThat(awaitEnd(tenant, job.path("id").asString()).path("created").intValue())
                .isEqualTo(20_000);
    }

    private void awaitTold(int count) {
        await().until(() -> told(tenant).size() >= count);
    }

    private List<String> content(TestTenant owner) {
        return export(owner, "")
                .lines()
                .map(line -> line.substring(0, line.lastIndexOf(',')))
                .toList();
    }

    private static String rows(int count, IntFunction<String> row) {
        return IntStream.range(0, count)
                .mapToObj(row)
                .collect(Collectors.joining("\n", "phoneNumber,name,email,tags\n", "\n"));
    }

    private static String counts(JsonNode job) {
        return "processed %s = total %s, created %s, updated %s, unchanged %s, failed %s"
                .formatted(
                        job.path("processed"),
                        job.path("total"),
                        job.path("created"),
                        job.path("updated"),
                        job.path("unchanged"),
                        job.path("failed"));
    }
}
