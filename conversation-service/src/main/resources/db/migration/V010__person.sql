-- Copies of what others own. A customer is who writes, a contact what the tenant calls them, a user who answers.
-- Each value of a customer has the time at which it was last said, so that the order in which it is heard does not matter.
create table customer (
  tenant_id    uuid        not null,
  id           uuid        not null,
  phone_number text,
  phone_at     timestamptz not null,
  user_id      text,
  user_at      timestamptz not null,
  name         text,
  name_at      timestamptz not null,
  merged_into  uuid,
  merged_at    timestamptz not null,
  constraint customer_pk primary key (tenant_id, id)
);

create table contact (
  tenant_id    uuid        not null,
  id           uuid        not null,
  phone_number text,
  phone_key    text,                     -- what different spellings of the number have in common
  user_id      text,
  name         text,
  deleted      boolean     not null,
  updated_at   timestamptz not null,
  constraint contact_pk primary key (tenant_id, id)
);
create index contact_phone on contact (tenant_id, phone_key);
create index contact_user on contact (tenant_id, user_id);

create table user_copy (
  tenant_id uuid    not null,
  id        uuid    not null,
  name      text    not null,
  active    boolean not null,
  constraint user_copy_pk primary key (tenant_id, id)
);

alter table customer enable row level security;
alter table customer force row level security;
create policy customer_tenant on customer
  using (tenant_id = any ((select scoped_tenants())::uuid[])) with check (tenant_id = any ((select scoped_tenants())::uuid[]));

alter table contact enable row level security;
alter table contact force row level security;
create policy contact_tenant on contact
  using (tenant_id = any ((select scoped_tenants())::uuid[])) with check (tenant_id = any ((select scoped_tenants())::uuid[]));

alter table user_copy enable row level security;
alter table user_copy force row level security;
create policy user_copy_tenant on user_copy
  using (tenant_id = any ((select scoped_tenants())::uuid[])) with check (tenant_id = any ((select scoped_tenants())::uuid[]));
