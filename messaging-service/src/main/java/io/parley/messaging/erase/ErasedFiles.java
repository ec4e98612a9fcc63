package io.parley.messaging.erase;

import io.parley.kit.database.Columns;
import io.parley.messaging.media.MediaStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Deletes the files of an erased customer: the rows say first that they are going, then they go from the store, then the
 * rows that knew of them. Whatever stops it in between, the message still names its file and it begins again.
 */
@Repository
class ErasedFiles {

    private final JdbcClient jdbc;
    private final MediaStore store;

    ErasedFiles(JdbcClient jdbc, MediaStore store) {
        this.jdbc = jdbc;
        this.store = store;
    }

    /** Condemns those of {@code files} that no message to anybody else shows, and returns them. */
    List<UUID> condemn(Erasure erasure, List<UUID> files) {
        if (files.isEmpty()) {
            return files;
        }
        var going = jdbc.sql("""
                        select f.id from unnest(?::uuid[]) as f (id)
                        where f.id::text not in (
                          select content ->> 'mediaId' from message
                          where tenant_id = ? and direction = 'OUTBOUND' and content ->> 'mediaId' is not null
                            and content ->> 'mediaId' = any (?::text[]) and conversation_id <> all (?::uuid[]))""")
                .param(Columns.of(files, id -> id))
                .param(erasure.tenant().value())
                .param(Columns.of(files, id -> id))
                .param(Columns.of(erasure.conversations(), id -> id))
                .query((row, number) -> row.getObject(1, UUID.class))
                .list();
        for (var sql : List.of(
                "update media_life set phase = 'DELETING' where tenant_id = ? and media_id = any (?::uuid[])",
                "delete from media_fetch where tenant_id = ? and media_id = any (?::uuid[])",
                "delete from media_upload where tenant_id = ? and media_id = any (?::uuid[])",
                "delete from media where tenant_id = ? and id = any (?::uuid[])")) {
            run(sql, erasure, going);
        }
        return going;
    }

    /** Deletes condemned files from the store. */
    void delete(Erasure erasure, List<UUID> files) {
        for (var file : files) {
            try {
                store.delete(MediaStore.key(erasure.tenant(), file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Forgets where files were that are gone. */
    void forget(Erasure erasure, List<UUID> files) {
        run(
                "delete from media_life where tenant_id = ? and media_id = any (?::uuid[]) and phase = 'DELETING'",
                erasure,
                files);
    }

    private void run(String sql, Erasure erasure, List<UUID> files) {
        jdbc.sql(sql)
                .param(erasure.tenant().value())
                .param(Columns.of(files, id -> id))
                .update();
    }
}
