-- This service's copy of the tenants' business accounts, fed by the topic tenant-settings.
create table settings_copy (
  tenant_id uuid   not null,
  version   bigint not null,
  constraint settings_copy_pk primary key (tenant_id)
);

create table account (
  tenant_id              uuid    not null,
  business_account_id    text    not null,
  place                  integer not null,     -- the least is the default number's
  access_token_encrypted text    not null,
  constraint account_pk primary key (tenant_id, business_account_id)
);

alter table settings_copy enable row level security;
alter table settings_copy force row level security;
create policy settings_copy_tenant on settings_copy
  using (tenant_id = any ((select scoped_tenants())::uuid[])) with check (tenant_id = any ((select scoped_tenants())::uuid[]));

alter table account enable row level security;
alter table account force row level security;
create policy account_tenant on account
  using (tenant_id = any ((select scoped_tenants())::uuid[])) with check (tenant_id = any ((select scoped_tenants())::uuid[]));

-- When each account is to be read whole. Workers serve all tenants, so they read and change rows of any; they hold ids and
-- times. due_at is infinity while an account is read, unless somebody asks for one more reading meanwhile.
create table sync_queue (
  tenant_id           uuid        not null,
  business_account_id text        not null,
  due_at              timestamptz not null,
  lease_until         timestamptz,
  failures            integer     not null default 0,
  constraint sync_queue_pk primary key (tenant_id, business_account_id)
);
create index sync_queue_due on sync_queue (due_at);

alter table sync_queue enable row level security;
alter table sync_queue force row level security;
create policy sync_queue_add on sync_queue for insert with check (tenant_id = any ((select scoped_tenants())::uuid[]));
create policy sync_queue_read on sync_queue for select using (true);
create policy sync_queue_change on sync_queue for update using (true);
create policy sync_queue_delete on sync_queue for delete using (tenant_id = any ((select scoped_tenants())::uuid[]));
