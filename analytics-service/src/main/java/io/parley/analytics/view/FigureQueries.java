package io.parley.analytics.view;

import io.parley.contract.TenantId;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Adds up the counters of agents and of templates; the busiest come first. */
@Repository
class FigureQueries {

    private final JdbcClient jdbc;

    FigureQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns the agents who did anything in the window. */
    @Transactional(readOnly = true)
    public List<AgentFigures> agents(TenantId tenant, Window window) {
        return jdbc.sql("""
                        select b.*, u.name from (
                          select agent_id, sum(sent) as sent, sum(answers) as answers, sum(waited_ms) as waited_ms,
                            sum(resolutions) as resolutions, sum(took_ms) as took_ms
                          from agent_bucket where tenant_id = ? and bucket >= ?::timestamptz
                          group by agent_id having sum(sent) + sum(answers) + sum(resolutions) > 0) b
                        left join user_copy u on u.tenant_id = ? and u.id = b.agent_id
                        order by b.sent desc, b.agent_id""")
                .param(tenant.value())
                .param(window.start().toString())
                .param(tenant.value())
                .query((row, number) -> new AgentFigures(
                        row.getObject("agent_id", UUID.class),
                        row.getString("name"),
                        row.getLong("sent"),
                        row.getLong("answers"),
                        AgentFigures.averageSeconds(row.getLong("waited_ms"), row.getLong("answers")),
                        row.getLong("resolutions"),
                        AgentFigures.averageSeconds(row.getLong("took_ms"), row.getLong("resolutions"))))
                .list();
    }

    /** Returns the templates that WhatsApp has sent or refused in the window. */
    @Transactional(readOnly = true)
    public List<TemplateFigures> templates(TenantId tenant, Window window) {
        return jdbc.sql("""
                        select name, language, sum(sent) as sent, sum(delivered) as delivered, sum(read) as read,
                          sum(failed) as failed
                        from template_bucket where tenant_id = ? and bucket >= ?::timestamptz
                        group by name, language having sum(sent) + sum(failed) > 0
                        order by sum(sent) desc, name, language""")
                .param(tenant.value())
                .param(window.start().toString())
                .query((row, number) -> new TemplateFigures(
                        row.getString("name"),
                        row.getString("language"),
                        row.getLong("sent"),
                        row.getLong("delivered"),
                        row.getLong("read"),
                        row.getLong("failed")))
                .list();
    }
}
