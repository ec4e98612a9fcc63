package io.parley.template.view;

import io.parley.contract.TenantId;
import io.parley.kit.web.PageRequest;
import io.parley.kit.web.Pagination;
import io.parley.template.book.Template;
import io.parley.template.book.TemplateRow;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Lists templates, newest first. WhatsApp lets an account have 6,000, so totals are counted. */
@Repository
class TemplateQueries {

    private static final String MATCHING = """
            from template where tenant_id = :tenant and deleted_at is null
              and (:status::text is null or status = :status) and (:category::text is null or category = :category)
              and (:language::text is null or language = :language)
              and (:words::text is null or position(:words in words) > 0)""";

    private final JdbcClient jdbc;

    TemplateQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One page and where it stands. */
    record Page(List<Template> templates, Pagination pagination) {}

    private record Row(Template template, long position) {}

    /** Returns one page; its rows and its total are of one moment. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Page list(TenantId tenant, TemplateFilter filter, PageRequest request) {
        var total = bind(tenant, filter, "select count(*) " + MATCHING)
                .query(Long.class)
                .single();
        var before = request.cursor().map(Cursor::parse).map(Cursor::position).orElse(Long.MAX_VALUE);
        var rows = bind(
                        tenant,
                        filter,
                        "select * " + MATCHING
                                + " and position < :before order by position desc limit :limit offset :offset")
                .param("before", before)
                .param("limit", request.limit())
                .param("offset", request.cursor().isPresent() ? 0L : request.offset())
                .query((row, number) -> new Row(TemplateRow.read(row), row.getLong("position")))
                .list();
        var next =
                rows.size() < request.limit() ? null : new Cursor(rows.getLast().position()).text();
        return new Page(rows.stream().map(Row::template).toList(), Pagination.of(request, total, next));
    }

    private JdbcClient.StatementSpec bind(TenantId tenant, TemplateFilter filter, String sql) {
        return jdbc.sql(sql)
                .param("tenant", tenant.value())
                .param("status", filter.statusWord())
                .param("category", filter.categoryWord())
                .param("language", filter.languageCode())
                .param("words", filter.words());
    }
}
