-- The counters, by quarter of an hour (UTC) of a message's creation: every time zone begins its days at one. They change in the
-- transaction of the facts that they count.
create table message_bucket (
  tenant_id uuid        not null,
  bucket    timestamptz not null,
  inbound   integer     not null,
  outbound  integer     not null,
  accepted  integer     not null,   -- outbound, taken by WhatsApp at some time
  sent      integer     not null,   -- outbound, got so far at least; a failed one has only failed
  delivered integer     not null,
  read      integer     not null,
  failed    integer     not null,
  threads   integer     not null,   -- conversations whose newest message lies here
  constraint message_bucket_pk primary key (tenant_id, bucket)
) with (fillfactor = 70);

create table agent_bucket (
  tenant_id   uuid        not null,
  bucket      timestamptz not null,
  agent_id    uuid        not null,
  sent        integer     not null,
  answers     integer     not null,
  waited_ms   bigint      not null,
  resolutions integer     not null,
  took_ms     bigint      not null,
  constraint agent_bucket_pk primary key (tenant_id, bucket, agent_id)
) with (fillfactor = 70);

create table template_bucket (
  tenant_id uuid        not null,
  bucket    timestamptz not null,
  name      text        not null,
  language  text        not null,
  sent      integer     not null,
  delivered integer     not null,
  read      integer     not null,
  failed    integer     not null,
  constraint template_bucket_pk primary key (tenant_id, bucket, name, language)
) with (fillfactor = 70);

-- This service's copy of the users, for their names; fed by user-changed.
create table user_copy (
  tenant_id uuid    not null,
  id        uuid    not null,
  name      text    not null,
  active    boolean not null,
  constraint user_copy_pk primary key (tenant_id, id)
);

-- Who is counted at all: what is done for all tenants one after the other needs their list. It holds ids alone.
create table counted_tenant (
  tenant_id uuid not null,
  constraint counted_tenant_pk primary key (tenant_id)
);

do $$
declare
  one text;
begin
  foreach one in array array['message_bucket', 'agent_bucket', 'template_bucket', 'user_copy', 'counted_tenant'] loop
    execute format('alter table %I enable row level security', one);
    execute format('alter table %I force row level security', one);
  end loop;
  foreach one in array array['message_bucket', 'agent_bucket', 'template_bucket', 'user_copy'] loop
    execute format('create policy %I on %I using (tenant_id = any ((select scoped_tenants())::uuid[]))'
      ' with check (tenant_id = any ((select scoped_tenants())::uuid[]))', one || '_tenant', one);
  end loop;
end $$;

create policy counted_tenant_read on counted_tenant for select using (true);
create policy counted_tenant_add on counted_tenant for insert with check (tenant_id = any ((select scoped_tenants())::uuid[]));
