package io.parley.testkit;

import java.util.Collection;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How many rows statements really look at. A list whose index is not used reads its table, however fast that is with the few rows
 * of a test.
 */
public final class RowsRead {

    private RowsRead() {}

    /**
     * Returns how many rows of {@code tables} and entries of their indexes {@code work} reads. Both must run in the transaction
     * of the calling thread; what other transactions read does not count.
     */
    public static long of(JdbcClient jdbc, Collection<String> tables, Runnable work) {
        var before = count(jdbc, tables);
        work.run();
        return count(jdbc, tables) - before;
    }

    private static long count(JdbcClient jdbc, Collection<String> tables) {
        return jdbc.sql("""
                        with recursive relation (id) as (
                          select name::regclass::oid from unnest(?::text[]) as named (name)
                          union
                          select inhrelid from relation join pg_inherits on inhparent = id),
                        looked (id) as (
                          select id from relation union select indexrelid from relation join pg_index on indrelid = id)
                        select sum(pg_stat_get_xact_tuples_returned(id)) from looked""")
                .param(tables.toArray(String[]::new))
                .query(Long.class)
                .single();
    }
}
