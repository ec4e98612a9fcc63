package io.parley.contact.view;

import io.parley.contact.book.Contact;
import io.parley.contact.book.ContactFilter;
import io.parley.contact.book.ContactRow;
import io.parley.contract.TenantId;
import io.parley.kit.web.PageRequest;
import io.parley.kit.web.Pagination;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Reads contacts for people, newest first. Where one dimension of contact_count answers, total and place come from its
 * sums; where somebody searches or combines, both come from the index of pieces.
 */
@Repository
class ContactQueries {

    /** The conditions of a filter that one dimension stands for. */
    static final String NARROWED = """
            (:tag::text is null or c.tags @> array[:tag::text])
              and (:out::boolean is null or c.opted_out = :out::boolean)""";

    /**
     * Which stretches of 1,024 positions hold the page, and how many contacts of the filter stand before the first. The
     * stretch that a cursor points into counts as empty, since nobody knows how much of it has been shown.
     */
    static final String STRETCHES = """
            with counted as (
              select bucket, case when bucket = :latest then 0 else n end as n from contact_count
              where tenant_id = :tenant and dimension = :dimension and n > 0 and bucket <= :latest),
            running as (select bucket, n, (sum(n) over (order by bucket desc))::bigint - n as before from counted)
            select bucket, before from running
            where before < :offset + :limit and (before + n > :offset or bucket = :latest)
            order by bucket desc limit :limit + 1""";

    /** The limit within a stretch cuts nothing off; it tells the planner to go by position. */
    static final String ROWS_OF_STRETCHES = """
            select c.* from unnest(:stretches::bigint[]) as s (bucket)
            cross join lateral (
              select * from contact_list
              where tenant_id = :tenant and position between s.bucket << 10 and (s.bucket << 10) + 1023
              order by position desc limit 1024) as c
            where c.position < :before and\s""" + NARROWED + """

            order by c.position desc limit :limit offset :offset""";

    /**
     * Positions of a page and how many there are in all, in one look at the index of pieces. The tenant is compared in a
     * way that no index serves, so that it never goes through all of the tenant's contacts instead.
     */
    static final String HITS = """
            with hits as materialized (
              select c.position from contact_list c
              where c.tenant_id is not distinct from :tenant and c.grams @> :grams::integer[]
                and (:pattern::text is null or c.search like :pattern) and\s""" + NARROWED + """
            )
            select (select count(*) from hits) as total,
              array(select position from hits where position < :before
                order by position desc limit :limit offset :offset) as page""";

    private final JdbcClient jdbc;

    ContactQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One page and where it stands. */
    record Page(List<Contact> contacts, Pagination pagination) {}

    /** Returns one page of a tenant's contacts; its rows and its total are of one moment. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Page list(TenantId tenant, ContactFilter filter, PageRequest request) {
        return filter.dimension()
                .map(dimension -> narrowed(tenant, filter, request, dimension))
                .orElseGet(() -> searched(tenant, filter, request));
    }

    /** Returns one contact; empty where the tenant has none such. */
    @Transactional(readOnly = true)
    public Optional<Contact> find(TenantId tenant, UUID id) {
        return jdbc.sql("select * from contact where tenant_id = ? and id = ?")
                .param(tenant.value())
                .param(id)
                .query((row, number) -> ContactRow.read(row))
                .optional();
    }

    private Page narrowed(TenantId tenant, ContactFilter filter, PageRequest request, String dimension) {
        var total = jdbc.sql("select coalesce(sum(n), 0) from contact_count where tenant_id = ? and dimension = ?")
                .param(tenant.value())
                .param(dimension)
                .query(Long.class)
                .single();
        var before = before(request);
        var offset = request.cursor().isPresent() ? 0L : request.offset();
        var stretches = jdbc.sql(STRETCHES)
                .param("tenant", tenant.value())
                .param("dimension", dimension)
                .param("latest", before >> 10)
                .param("offset", offset)
                .param("limit", request.limit())
                .query((row, number) -> new Stretch(row.getLong("bucket"), row.getLong("before")))
                .list();
        if (stretches.isEmpty()) {
            return new Page(List.of(), Pagination.of(request, total, null));
        }
        var rows = bind(tenant, filter, ROWS_OF_STRETCHES)
                .param(
                        "stretches",
                        arrayOf(stretches.stream().map(Stretch::bucket).toList()))
                .param("before", before)
                .param("limit", request.limit())
                .param("offset", offset - Math.min(offset, stretches.getFirst().before()))
                .query((row, number) -> new Row(ContactRow.read(row), row.getLong("position")))
                .list();
        return page(rows, total, request);
    }

    private Page searched(TenantId tenant, ContactFilter filter, PageRequest request) {
        var hits = bind(tenant, filter, HITS)
                .param("grams", filter.grams(tenant))
                .param("pattern", filter.text().map(text -> text.pattern()).orElse(null))
                .param("before", before(request))
                .param("limit", request.limit())
                .param("offset", request.cursor().isPresent() ? 0L : request.offset())
                .query((row, number) -> new Hits(row.getLong("total"), List.of((Long[])
                        row.getArray("page").getArray())))
                .single();
        var rows = jdbc.sql("""
                        select c.* from unnest(?::bigint[]) as hit (position)
                        join contact c on c.tenant_id = ? and c.position = hit.position order by c.position desc""")
                .param(arrayOf(hits.positions()))
                .param(tenant.value())
                .query((row, number) -> new Row(ContactRow.read(row), row.getLong("position")))
                .list();
        return page(rows, hits.total(), request);
    }

    private static Page page(List<Row> rows, long total, PageRequest request) {
        var next =
                rows.size() < request.limit() ? null : new Cursor(rows.getLast().position()).text();
        return new Page(rows.stream().map(Row::contact).toList(), Pagination.of(request, total, next));
    }

    private JdbcClient.StatementSpec bind(TenantId tenant, ContactFilter filter, String sql) {
        return jdbc.sql(sql)
                .param("tenant", tenant.value())
                .param("tag", filter.tag())
                .param("out", textOf(filter.optedOut()));
    }

    private static long before(PageRequest request) {
        return request.cursor().map(Cursor::parse).map(Cursor::position).orElse(Long.MAX_VALUE);
    }

    private static String arrayOf(List<Long> numbers) {
        return numbers.toString().replace('[', '{').replace(']', '}');
    }

    private static @Nullable String textOf(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private record Row(Contact contact, long position) {}

    private record Stretch(long bucket, long before) {}

    private record Hits(long total, List<Long> positions) {}
}
