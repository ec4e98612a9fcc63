package io.parley.contact.export;

import io.parley.contact.book.ContactFilter;
import io.parley.contact.book.SearchText;
import io.parley.contract.TenantId;
import io.parley.kit.database.Columns;
import java.io.ByteArrayOutputStream;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Reads contacts as lines of CSV (RFC 4180), a page at a time: PostgreSQL writes the lines, and no connection is held
 * while a slow client takes them.
 */
@Repository
@DependsOnDatabaseInitialization
class ExportPages {

    static final int SIZE = 20_000;

    /** COPY takes no parameters, so they are settings of its transaction. */
    private static final List<String> PARAMETERS = List.of("tenant", "after", "grams", "pattern", "tag", "out");

    /** Cells as in CsvCells; the last one is the place of the contact and is taken off again. */
    static final String COPY = """
            copy (
              select '''' || c.phone_number, c.user_id,
                case when ascii(c.name) in (61, 43, 45, 64, 9, 13, 39) then '''' || c.name else c.name end,
                case when ascii(c.email) in (61, 43, 45, 64, 9, 13, 39) then '''' || c.email else c.email end,
                case when ascii(c.tags[1]) in (61, 43, 45, 64, 9, 13, 39) then '''' else '' end
                  || case when strpos(array_to_string(c.tags, ''), ';') + strpos(array_to_string(c.tags, ''), '\\') = 0
                    then nullif(array_to_string(c.tags, ';'), '')
                    else (select string_agg(replace(replace(tag, '\\', '\\\\'), ';', '\\;'), ';' order by place)
                      from unnest(c.tags) with ordinality as one (tag, place)) end,
                to_char(c.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), c.position
              from contact_list c
              where c.tenant_id = current_setting('parley.export.tenant')::uuid
                and c.position > current_setting('parley.export.after')::bigint
                %s
              order by c.position limit %d
            ) to stdout (format csv)""";

    private static final String SEARCHED = """
            and c.grams @> current_setting('parley.export.grams')::integer[]
            and (current_setting('parley.export.pattern') = '' or c.search like current_setting('parley.export.pattern'))
            and (current_setting('parley.export.tag') = '' or c.tags @> array[current_setting('parley.export.tag')])
            and (current_setting('parley.export.out') = '' or c.opted_out::text = current_setting('parley.export.out'))
            """;

    private final JdbcClient jdbc;
    private final DataSource dataSource;

    ExportPages(JdbcClient jdbc, DataSource dataSource) {
        this.jdbc = jdbc;
        this.dataSource = dataSource;
    }

    /**
     * Some lines, each with its line break.
     *
     * @param last the place of the last of them, to go on from
     */
    record Page(ByteArrayOutputStream lines, int count, long last) {}

    /** Returns the page that follows the contact at {@code after}, oldest first. */
    @Transactional(readOnly = true)
    public Page read(TenantId tenant, ContactFilter filter, long after) {
        var pattern = filter.text().map(SearchText::pattern).orElse("");
        set(List.of(
                tenant.toString(),
                Long.toString(after),
                filter.grams(tenant),
                pattern,
                Objects.requireNonNullElse(filter.tag(), ""),
                textOf(filter.optedOut())));
        var everything = "*".equals(filter.dimension().orElse(""));
        return copy(COPY.formatted(everything ? "" : SEARCHED, SIZE), after);
    }

    private void set(List<String> values) {
        jdbc.sql("""
                        select set_config('parley.export.' || name, value, true)
                        from unnest(?::text[], ?::text[]) as setting (name, value)""")
                .param(Columns.of(PARAMETERS, one -> one))
                .param(Columns.of(values, one -> one))
                .query((row, number) -> true)
                .list();
    }

    private Page copy(String sql, long after) {
        var connection = DataSourceUtils.getConnection(dataSource);
        try {
            var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(sql);
            var lines = new ByteArrayOutputStream(1 << 20);
            var last = after;
            var count = 0;
            for (var line = copy.readFromCopy(); line != null; line = copy.readFromCopy()) {
                var end = line.length - 1;
                var comma = lastComma(line, end);
                lines.write(line, 0, comma);
                lines.write('\r');
                lines.write('\n');
                last = number(line, comma + 1, end);
                count++;
            }
            return new Page(lines, count, last);
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("contacts could not be read", e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    private static int lastComma(byte[] line, int end) {
        var place = end;
        while (line[place] != ',') {
            place--;
        }
        return place;
    }

    private static long number(byte[] line, int from, int to) {
        var number = 0L;
        for (var i = from; i < to; i++) {
            number = number * 10 + (line[i] - '0');
        }
        return number;
    }

    private static String textOf(@Nullable Boolean value) {
        return value == null ? "" : value.toString();
    }
}
