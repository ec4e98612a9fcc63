package io.parley.contact.erase;

import io.parley.contract.ErasureCompleted;
import io.parley.contract.ErasureRequested;
import io.parley.contract.Erasures;
import io.parley.contract.TenantId;
import io.parley.contract.Topics;
import io.parley.kit.database.Columns;
import io.parley.kit.json.Json;
import io.parley.kit.web.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;

/** The tables of receipts. */
@Repository
class Receipts {

    private static final TypeReference<Map<String, Long>> COUNTS = new TypeReference<>() {};

    private final JdbcClient jdbc;

    Receipts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What a service said of an erasure of {@code tenant}. */
    record Said(TenantId tenant, ErasureCompleted answer) {}

    /** Begins a receipt on which every service has yet to answer. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void begin(TenantId tenant, ErasureRequested request) {
        jdbc.sql("""
                        insert into erasure (tenant_id, id, contact_id, requested_by, requested_at, topics_until)
                        values (?, ?, ?, ?, ?::timestamptz, ?::timestamptz)""")
                .param(tenant.value())
                .param(request.erasureId())
                .param(request.contactId())
                .param(request.requestedBy())
                .param(request.at().toString())
                .param(request.at().plus(Topics.goneAfter()).toString())
                .update();
        var places = IntStream.range(0, Erasures.SERVICES.size()).boxed().toList();
        jdbc.sql("""
                        insert into erasure_answer (tenant_id, erasure_id, service, place)
                        select ?, ?, * from unnest(?::text[], ?::integer[])""")
                .param(tenant.value())
                .param(request.erasureId())
                .param(Columns.of(Erasures.SERVICES, one -> one))
                .param(Columns.of(places, one -> one))
                .update();
    }

    /** Notes answers. The first of a service counts; one that nobody waits for is passed over. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void note(List<Said> said) {
        jdbc.sql("""
                        update erasure_answer a set completed_at = n.at, counts = n.counts
                        from unnest(?::uuid[], ?::uuid[], ?::text[], ?::timestamptz[], ?::jsonb[])
                          as n (tenant_id, id, service, at, counts)
                        where a.tenant_id = n.tenant_id and a.erasure_id = n.id and a.service = n.service
                          and a.completed_at is null""")
                .param(Columns.of(said, Said::tenant))
                .param(Columns.of(said, one -> one.answer().erasureId()))
                .param(Columns.of(said, one -> one.answer().service()))
                .param(Columns.of(said, one -> one.answer().at()))
                .param(Columns.of(
                        said,
                        one -> Json.events().writeValueAsString(one.answer().counts())))
                .update();
    }

    @Transactional(readOnly = true)
    public Optional<Receipt> find(TenantId tenant, UUID id) {
        return read(tenant, "select * from erasure where tenant_id = ? and id = ?", List.of(id)).stream()
                .findFirst();
    }

    /** Returns a tenant's erasures, the newest first. */
    @Transactional(readOnly = true)
    public List<Receipt> list(TenantId tenant, PageRequest page) {
        return read(
                tenant,
                "select * from erasure where tenant_id = ? order by id desc limit ? offset ?",
                List.of(page.limit(), page.offset()));
    }

    @Transactional(readOnly = true)
    public long count(TenantId tenant) {
        return jdbc.sql("select count(*) from erasure where tenant_id = ?")
                .param(tenant.value())
                .query(Long.class)
                .single();
    }

    private List<Receipt> read(TenantId tenant, String erasures, List<Object> parameters) {
        var receipts = new LinkedHashMap<UUID, Receipt>();
        var query = jdbc.sql(erasures).param(tenant.value());
        for (var parameter : parameters) {
            query = query.param(parameter);
        }
        query.query((row, number) -> receipt(row)).list().forEach(one -> receipts.put(one.id(), one));
        var answers = jdbc
                .sql("""
                        select * from erasure_answer where tenant_id = ? and erasure_id = any (?::uuid[])
                        order by erasure_id, place""")
                .param(tenant.value())
                .param(Columns.of(receipts.keySet(), one -> one))
                .query((row, number) -> Map.entry(row.getObject("erasure_id", UUID.class), answer(row)))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        return receipts.values().stream()
                .map(one -> answered(one, answers.getOrDefault(one.id(), List.of())))
                .toList();
    }

    private static Receipt answered(Receipt bare, List<Receipt.Answer> answers) {
        var completedAt = Receipt.lastOf(answers);
        return new Receipt(
                bare.id(),
                completedAt == null ? Receipt.Status.RUNNING : Receipt.Status.COMPLETED,
                bare.contactId(),
                bare.requestedAt(),
                bare.requestedBy(),
                completedAt,
                bare.topicsUntil(),
                answers);
    }

    private static Receipt receipt(ResultSet row) throws SQLException {
        return new Receipt(
                row.getObject("id", UUID.class),
                Receipt.Status.RUNNING,
                row.getObject("contact_id", UUID.class),
                row.getObject("requested_at", OffsetDateTime.class).toInstant(),
                row.getObject("requested_by", UUID.class),
                null,
                row.getObject("topics_until", OffsetDateTime.class).toInstant(),
                List.of());
    }

    private static Receipt.Answer answer(ResultSet row) throws SQLException {
        @Nullable OffsetDateTime time = row.getObject("completed_at", OffsetDateTime.class);
        var counts = row.getString("counts");
        @Nullable Instant completedAt = time == null ? null : time.toInstant();
        return new Receipt.Answer(
                row.getString("service"),
                completedAt == null ? Receipt.Status.RUNNING : Receipt.Status.COMPLETED,
                completedAt,
                counts == null ? null : Json.events().readValue(counts, COUNTS));
    }
}
