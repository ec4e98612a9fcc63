package io.parley.template.hear;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.testkit.Infrastructure;
import io.parley.testkit.ServiceTest;
import io.parley.testkit.TestTenant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;

/** Accounts are not read here: others' would be. */
@ServiceTest(properties = "parley.template.sync.workers=0")
@DirtiesContext
@SuppressWarnings("NullAway.Init")
class PruneNewsIT {

    @Autowired
    PruneNews pruneNews;

    final TestTenant tenant = TestTenant.create();
    final JdbcClient database = Infrastructure.shared().operator("template");

    @Test
    void forgetsNewsThatNoTopicCanBringAgain() {
        database.sql("insert into sync_queue (tenant_id, business_account_id, due_at) values (?, '1', 'infinity')")
                .param(tenant.id().value())
                .update();
        hear("89 days", 3);
        hear("91 days", 2_500);

        pruneNews.prune();

        assertThat(database.sql("select count(*) from template_news where tenant_id = ?")
                        .param(tenant.id().value())
                        .query(Long.class)
                        .single())
                .isEqualTo(3);
    }

    private void hear(String age, int number) {
        database.sql("""
                        insert into template_news (tenant_id, id, raw_event, received_at)
                        select ?, gen_random_uuid(), ?, now() - ?::interval from generate_series(1, ?)""")
                .param(tenant.id().value())
                .param(UUID.randomUUID())
                .param(age)
                .param(number)
                .update();
    }
}
