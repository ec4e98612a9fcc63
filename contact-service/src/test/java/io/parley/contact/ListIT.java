package io.parley.contact;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.testkit.TestTenant;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ListIT extends ContactTest {

    final TestTenant tenant = TestTenant.create();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "André",
                "andre",
                "ANDRÉ",
                "ndr",
                "ré",
                "müller",
                "muller",
                "a",
                "+4477",
                "0900123",
                "77 0090-0123",
                "@company",
                "Andre.Muller@company.example",
                "23"
            })
    void findsAContactByAnyPartOfItsNumberNameOrAddress(String search) {
        create(
                tenant,
                Map.of(
                        "phoneNumber",
                        "+447700900123",
                        "name",
                        "André Müller",
                        "email",
                        "andre.muller@company.example"));
        create(tenant, Map.of("phoneNumber", "+15550004567", "name", "Zoe", "email", "zoe@other.example"));

        assertThat(names(tenant, "?search=" + encoded(search))).containsExactly("André Müller");
        assertThat(total(tenant, "?search=" + encoded(search))).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"100%", "a_b", "\\", "'", "\"", "王伟", "伟", "😀 smile"})
    void takesWhatIsSearchedByTheLetter(String name) {
        create(tenant, Map.of("phoneNumber", "+447700900123", "name", "x " + name + " y"));
        create(tenant, Map.of("phoneNumber", "+447700900124", "name", "x 1000 axb 王 y"));

        assertThat(names(tenant, "?search=" + encoded(name))).containsExactly("x " + name + " y");
    }

    @Test
    void narrowsByTagAndOptOutAndBothWithASearch() {
        create(tenant, Map.of("phoneNumber", "+447700900101", "name", "Ann One", "tags", List.of("vip", "new")));
        create(
                tenant,
                Map.of("phoneNumber", "+447700900102", "name", "Ann Two", "tags", List.of("vip"), "optedOut", true));
        create(tenant, Map.of("phoneNumber", "+447700900103", "name", "Bob", "tags", List.of("vip")));

        assertThat(names(tenant, "?tag=vip")).containsExactly("Bob", "Ann Two", "Ann One");
        assertThat(names(tenant, "?tag=new")).containsExactly("Ann One");
        assertThat(names(tenant, "?tag=none")).isEmpty();
        assertThat(names(tenant, "?optedOut=true")).containsExactly("Ann Two");
        assertThat(names(tenant, "?optedOut=false")).containsExactly("Bob", "Ann One");
        assertThat(names(tenant, "?tag=vip&optedOut=false")).containsExactly("Bob", "Ann One");
        assertThat(names(tenant, "?tag=vip&search=ann")).containsExactly("Ann Two", "Ann One");
        assertThat(names(tenant, "?tag=vip&search=ann&optedOut=true")).containsExactly("Ann Two");
    }

    @Test
    void countsWhatIsLeftAfterEveryChange() {
        var ids = IntStream.range(0, 5)
                .mapToObj(i -> create(tenant, Map.of("phoneNumber", "+44770090010" + i, "tags", List.of("vip")))
                        .path("id")
                        .asString())
                .toList();
        as(tenant).patch("/api/contacts/" + ids.get(0), Map.of("tags", List.of("other")));
        as(tenant).patch("/api/contacts/" + ids.get(1), Map.of("optedOut", true));
        as(tenant).delete("/api/contacts/" + ids.get(2));

        assertThat(total(tenant, "")).isEqualTo(4);
        assertThat(total(tenant, "?tag=vip")).isEqualTo(3);
        assertThat(total(tenant, "?tag=other")).isEqualTo(1);
        assertThat(total(tenant, "?optedOut=true")).isEqualTo(1);
        assertThat(total(tenant, "?optedOut=false")).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&tag=even", "&optedOut=false", "&search=name", "&tag=even&optedOut=false"})
    void showsTheSameByPagesAndByCursor(String filter) {
        importAll(
                tenant,
                "phoneNumber,name,tags\n"
                        + IntStream.range(0, 2500)
                                .mapToObj(i -> "+4477%08d,name %d,%s".formatted(i, i, i % 2 == 0 ? "even" : "odd"))
                                .collect(Collectors.joining("\n")));
        var all = list(tenant, "?limit=200" + filter);
        var total = total(tenant, "?limit=1" + filter);

        var byPages = new ArrayList<String>();
        for (var page = 1; byPages.size() < total; page++) {
            byPages.addAll(names(tenant, "?limit=170&page=" + page + filter));
        }
        var byCursor = new ArrayList<String>();
        var cursor = "";
        while (cursor != null) {
            var data =
                    as(tenant).get("/api/contacts?limit=130" + cursor + filter).data();
            data.path("contacts").forEach(one -> byCursor.add(one.path("name").asString()));
            var next = data.path("pagination").path("nextCursor");
            cursor = next.isString() ? "&cursor=" + next.asString() : null;
        }

        assertThat(total).isEqualTo(filter.contains("tag") ? 1250 : 2500);
        assertThat(byPages).hasSize((int) total).doesNotHaveDuplicates().isEqualTo(byCursor);
        assertThat(byPages).startsWith(all.stream().map(ListIT::name).toArray(String[]::new));
    }

    @Test
    void showsNothingBeyondTheLastPage() {
        create(tenant, Map.of("phoneNumber", "+447700900101"));

        assertThat(list(tenant, "?page=2")).isEmpty();
        assertThat(total(tenant, "?page=2")).isEqualTo(1);
        assertThat(list(tenant, "?page=2147483647&search=0900")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"?page=0", "?limit=201", "?cursor=x", "?optedOut=maybe", "?search=%00"})
    void refusesWhatNoListCanAnswer(String query) {
        assertThat(as(tenant).get("/api/contacts" + query).status()).isEqualTo(400);
    }

    private static String name(JsonNode contact) {
        return contact.path("name").asString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
