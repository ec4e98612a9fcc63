-- The bodies of customers who were erased are gone; the ledger keeps their rows and counts.
alter table raw_webhook_event add column erased_at timestamptz;

-- A body is found by whom its key names. shared: its key does not say whom it is about (history, groups, accounts), so that
-- it has to be looked into.
alter table raw_webhook_body add column shared boolean not null default false;
alter table raw_webhook_body no force row level security;
update raw_webhook_body set shared = true
  where record_key !~ ':([0-9]{7,15}|[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128})$';
alter table raw_webhook_body force row level security;
create index raw_webhook_body_key on raw_webhook_body (tenant_id, record_key collate "C");
create index raw_webhook_body_shared on raw_webhook_body (tenant_id, id) where shared;

-- Ids of messages spell the customer's number.
create function outcomes_without_ids(outcomes jsonb) returns jsonb
  language sql immutable parallel safe
  return coalesce((select jsonb_object_agg(key, value - 'id') from jsonb_each(outcomes)), '{}');

-- Ids derived from the names of those who were erased: what was received of them before is not archived any more.
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

-- When an erasure was done here.
create table erasure (
  tenant_id    uuid        not null,
  id           uuid        not null,
  completed_at timestamptz not null,
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
