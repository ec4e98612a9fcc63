-- Rebuilds that an operator has asked for, the same for all tenants: hence without a tenant. At most one is under way.
create table rebuild (
  id          uuid        not null,
  asked_at    timestamptz not null,
  phase       text        not null,   -- DROPPING, READING, DONE
  done        bigint      not null,   -- tenants, then records
  total       bigint      not null,
  lease_until timestamptz,
  finished_at timestamptz,
  constraint rebuild_pk primary key (id)
);
create unique index rebuild_unfinished on rebuild ((true)) where finished_at is null;

-- Counts a tenant anew from its facts.
create function recount(tenant uuid) returns void
  language plpgsql as $$
  begin
    delete from message_bucket where tenant_id = tenant;
    delete from agent_bucket where tenant_id = tenant;
    delete from template_bucket where tenant_id = tenant;
    delete from thread where tenant_id = tenant;

    insert into thread
      select tenant_id, conversation_id, date_bin('15 minutes', max(created_at), 'epoch')
      from message_fact where tenant_id = tenant group by tenant_id, conversation_id;

    insert into message_bucket
      select tenant, bucket, sum(inbound), sum(outbound), sum(accepted), sum(sent), sum(delivered), sum(read), sum(failed), sum(threads)
      from (
        select date_bin('15 minutes', created_at, 'epoch') as bucket,
          count(*) filter (where not outbound) as inbound,
          count(*) filter (where outbound) as outbound,
          count(*) filter (where outbound and accepted) as accepted,
          count(*) filter (where outbound and progress in (1, 3, 4)) as sent,
          count(*) filter (where outbound and progress >= 3) as delivered,
          count(*) filter (where outbound and progress = 4) as read,
          count(*) filter (where outbound and progress = 2) as failed,
          0 as threads
        from message_fact where tenant_id = tenant group by 1
        union all
        select newest, 0, 0, 0, 0, 0, 0, 0, count(*) from thread where tenant_id = tenant group by 1) parts
      group by bucket;

    insert into agent_bucket
      select tenant, bucket, agent, sum(sent), sum(answers), sum(waited), sum(resolutions), sum(took)
      from (
        select date_bin('15 minutes', created_at, 'epoch') as bucket, sent_by as agent,
          count(*) filter (where accepted) as sent,
          count(waited_ms) as answers, coalesce(sum(waited_ms), 0) as waited, 0 as resolutions, 0 as took
        from message_fact where tenant_id = tenant and outbound and sent_by is not null group by 1, 2
        union all
        select date_bin('15 minutes', at, 'epoch'), closed_by, 0, 0, 0, count(took_ms), coalesce(sum(took_ms), 0)
        from closing where tenant_id = tenant group by 1, 2) parts
      group by bucket, agent;

    insert into template_bucket
      select tenant, date_bin('15 minutes', created_at, 'epoch') as bucket, template_name, template_language,
        count(*) filter (where progress in (1, 3, 4)), count(*) filter (where progress >= 3),
        count(*) filter (where progress = 4), count(*) filter (where progress = 2)
      from message_fact where tenant_id = tenant and outbound and template_name is not null
      group by bucket, template_name, template_language;
  end $$;
