-- What is counted: one row for each message, which tells who has not been counted yet and what of it has. It holds
-- nothing that a customer wrote, and neither name nor number.
--   asks       a customer's message that awaits an answer
--   progress   how far an outbound one has come: 0 queued, 1 sent, 2 failed, 3 delivered, 4 read; it only grows
--   accepted   WhatsApp has taken it at some time, whatever became of it
--   waited_ms  of an agent's answer: since the customer's first message that nobody had answered
create table message_fact (
  tenant_id         uuid        not null,
  created_at        timestamptz not null,
  id                uuid        not null,
  conversation_id   uuid        not null,
  outbound          boolean     not null,
  asks              boolean     not null,
  accepted          boolean     not null,
  progress          smallint    not null,
  sent_by           uuid,
  template_name     text,
  template_language text,
  waited_ms         bigint,
  constraint message_fact_pk primary key (tenant_id, id, created_at)
) partition by range (created_at);
create index message_fact_asks on message_fact (tenant_id, conversation_id, created_at, id) where asks;
create index message_fact_outbound on message_fact (tenant_id, conversation_id, created_at, id) where outbound;

alter table message_fact enable row level security;
alter table message_fact force row level security;
create policy message_fact_tenant on message_fact
  using (tenant_id = any ((select scoped_tenants())::uuid[])) with check (tenant_id = any ((select scoped_tenants())::uuid[]));

-- The service owns no table, so the owner makes and drops the months for it. Policies of a partitioned table do not bind
-- who asks a partition directly; each gets its own.
create function make_fact_months(first date, past_last date) returns integer
  language plpgsql security definer set search_path from current as $$
  declare
    month date;
    partition text;
    made integer := 0;
  begin
    perform pg_advisory_xact_lock(hashtextextended('parley.analytics months', 0));
    for month in
        select generate_series(date_trunc('month', first::timestamp), past_last - interval '1 day', interval '1 month')::date loop
      partition := 'message_fact_' || to_char(month, 'YYYYMM');
      continue when to_regclass(partition) is not null;
      execute format('create table %I partition of message_fact for values from (%L) to (%L) with (fillfactor = 85)', partition,
        month::timestamp at time zone 'UTC', (month + interval '1 month') at time zone 'UTC');
      execute format('alter table %I enable row level security', partition);
      execute format('alter table %I force row level security', partition);
      execute format('create policy %I on %I using (tenant_id = any ((select scoped_tenants())::uuid[]))'
        ' with check (tenant_id = any ((select scoped_tenants())::uuid[]))', partition || '_tenant', partition);
      made := made + 1;
    end loop;
    return made;
  end $$;

create function drop_fact_months(before date) returns integer
  language plpgsql security definer set search_path from current as $$
  declare
    partition text;
    dropped integer := 0;
  begin
    perform pg_advisory_xact_lock(hashtextextended('parley.analytics months', 0));
    for partition in
        select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'message_fact'::regclass and c.relname < 'message_fact_' || to_char(before, 'YYYYMM')
        order by c.relname loop
      execute format('drop table %I', partition);
      dropped := dropped + 1;
    end loop;
    return dropped;
  end $$;

-- From when to when messages are counted.
create function fact_range(out first timestamptz, out past_last timestamptz)
  language sql stable set search_path from current as $$
    select min(month) at time zone 'UTC', (max(month) + interval '1 month') at time zone 'UTC'
    from (
      select to_date(right(c.relname, 6), 'YYYYMM')::timestamp as month
      from pg_inherits i join pg_class c on c.oid = i.inhrelid
      where i.inhparent = 'message_fact'::regclass) months
  $$;

select make_fact_months((current_date - interval '14 months')::date, (current_date + interval '3 months')::date);

-- Statuses that have overtaken their message.
create table early_status (
  tenant_id uuid        not null,
  id        uuid        not null,   -- the message's
  progress  smallint    not null,
  accepted  boolean     not null,
  heard_at  timestamptz not null,
  constraint early_status_pk primary key (tenant_id, id)
);

-- In which quarter of an hour each conversation's newest message lies.
create table thread (
  tenant_id uuid        not null,
  id        uuid        not null,
  newest    timestamptz not null,
  constraint thread_pk primary key (tenant_id, id)
) with (fillfactor = 85);

-- When agents closed conversations. took_ms: since the customer's first message after the closing before.
create table closing (
  tenant_id       uuid        not null,
  conversation_id uuid        not null,
  revision        bigint      not null,
  at              timestamptz not null,
  closed_by       uuid        not null,
  took_ms         bigint,
  constraint closing_pk primary key (tenant_id, conversation_id, revision)
);
create index closing_order on closing (tenant_id, conversation_id, at, revision);
create index closing_age on closing (tenant_id, at);

do $$
declare
  one text;
begin
  foreach one in array array['early_status', 'thread', 'closing'] loop
    execute format('alter table %I enable row level security', one);
    execute format('alter table %I force row level security', one);
    execute format('create policy %I on %I using (tenant_id = any ((select scoped_tenants())::uuid[]))'
      ' with check (tenant_id = any ((select scoped_tenants())::uuid[]))', one || '_tenant', one);
  end loop;
end $$;
