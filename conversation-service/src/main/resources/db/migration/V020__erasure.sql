-- What must not come back: ids of customers and threads, and ids derived from the names of those who were erased.
create table erased_trace (
  tenant_id uuid        not null,
  id        uuid        not null,
  erased_at timestamptz not null,
  constraint erased_trace_pk primary key (tenant_id, id)
);

-- How much of each kind an erasure has erased here.
create table erased_count (
  tenant_id  uuid   not null,
  erasure_id uuid   not null,
  kind       text   not null,
  n          bigint not null,
  constraint erased_count_pk primary key (tenant_id, erasure_id, kind)
);

-- Erasures that were taken up, with the threads that they are about. Whoever has the same names afterwards is somebody
-- else, so that it is not asked again who is meant.
create table erasure (
  tenant_id        uuid        not null,
  id               uuid        not null,
  conversation_ids uuid[]      not null,
  completed_at     timestamptz,
  constraint erasure_pk primary key (tenant_id, id)
);

do $$
declare
  one text;
begin
  foreach one in array array['erased_trace', 'erased_count', 'erasure'] loop
    execute format('alter table %I enable row level security', one);
    execute format('alter table %I force row level security', one);
    execute format('create policy %I on %I using (tenant_id = any ((select scoped_tenants())::uuid[]))'
      ' with check (tenant_id = any ((select scoped_tenants())::uuid[]))', one || '_tenant', one);
  end loop;
end $$;

-- Threads could not be deleted before: what is counted and found by them follows.
create policy conversation_key_remove on conversation_key for delete
  using (tenant_id = any ((select scoped_tenants())::uuid[]));

create function forget_removed_conversations() returns trigger
  language plpgsql as $$
  begin
    perform add_to_inbox_count(array_agg(d order by d)) from (
      select row(c.tenant_id, p.facet, p.width, p.bucket, -count(*))::inbox_count as d
      from old_rows c, inbox_places(c.status, c.assigned_to, c.unread_count, c.last_message_at, c.tags) p
      group by c.tenant_id, p.facet, p.width, p.bucket) deltas;
    delete from conversation_key k using old_rows o where k.tenant_id = o.tenant_id and k.conversation_id = o.id;
    return null;
  end $$;

create trigger conversation_removed after delete on conversation
  referencing old table as old_rows for each statement execute function forget_removed_conversations();
