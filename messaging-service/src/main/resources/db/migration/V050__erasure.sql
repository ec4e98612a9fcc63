-- Erasures that this service has taken up; they hold ids and times. One worker serves all tenants, so it reads and changes
-- rows of any.
--   taken_at      when the customers lost their names here; what was under way then has ended a little later
--   completed_at  null while there is anything left
create table erasure (
  tenant_id        uuid        not null,
  id               uuid        not null,
  customer_ids     uuid[]      not null,
  conversation_ids uuid[]      not null,
  requested_at     timestamptz not null,
  taken_at         timestamptz not null,
  due_at           timestamptz not null,
  completed_at     timestamptz,
  constraint erasure_pk primary key (tenant_id, id)
);
create index erasure_due on erasure (due_at) where completed_at is null;

alter table erasure enable row level security;
alter table erasure force row level security;
create policy erasure_add on erasure for insert with check (tenant_id = any ((select scoped_tenants())::uuid[]));
create policy erasure_read on erasure for select using (true);
create policy erasure_change on erasure for update using (true);

-- What must not come back: ids of customers, and ids derived from the names of those who were erased.
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

do $$
declare
  one text;
begin
  foreach one in array array['erased_trace', 'erased_count'] loop
    execute format('alter table %I enable row level security', one);
    execute format('alter table %I force row level security', one);
    execute format('create policy %I on %I using (tenant_id = any ((select scoped_tenants())::uuid[]))'
      ' with check (tenant_id = any ((select scoped_tenants())::uuid[]))', one || '_tenant', one);
  end loop;
end $$;

-- An erased message stays as a row that counts: direction, type, status, times, thread. Its wamid, which spells the
-- customer's number, gives way to "erased:" and an id derived from it, so that late statuses of it are known.
alter table message add column erased_at timestamptz;

-- Files that were uploaded and sent: whose else they are.
create index message_with_file on message (tenant_id) where direction = 'OUTBOUND' and content ->> 'mediaId' is not null;
create index message_revision_customer on message_revision (tenant_id, customer_id);
create index message_status_stray on message_status (tenant_id, recipient) where moved_to is null;
