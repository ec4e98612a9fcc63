-- Companies and their users. A tenant is its own key.
create table tenant (
  tenant_id   uuid        not null,
  name        text        not null,
  created_at  timestamptz not null,
  constraint tenant_pk primary key (tenant_id)
);

create table admin_user (
  tenant_id      uuid        not null,
  user_id        uuid        not null,
  email          text        not null,
  name           text        not null,
  role           text        not null,
  password_hash  text        not null,
  active         boolean     not null default true,
  created_at     timestamptz not null,
  updated_at     timestamptz not null,
  constraint admin_user_pk primary key (tenant_id, user_id),
  constraint admin_user_role check (role in ('OWNER', 'ADMIN', 'AGENT'))
);

-- Which user an e-mail address belongs to: unique over all tenants, and the only way to find a user before the tenant is
-- known. Besides the tenant's own rows a transaction sees the one row whose address it names in parley.login_email.
create table login (
  email      text not null,
  tenant_id  uuid not null,
  user_id    uuid not null,
  constraint login_pk primary key (email)
);
create index login_user on login (tenant_id, user_id);

alter table tenant enable row level security;
alter table tenant force row level security;
create policy tenant_tenant on tenant
  using (tenant_id = any ((select scoped_tenants())::uuid[])) with check (tenant_id = any ((select scoped_tenants())::uuid[]));

alter table admin_user enable row level security;
alter table admin_user force row level security;
create policy admin_user_tenant on admin_user
  using (tenant_id = any ((select scoped_tenants())::uuid[])) with check (tenant_id = any ((select scoped_tenants())::uuid[]));

alter table login enable row level security;
alter table login force row level security;
create policy login_tenant on login
  using (tenant_id = any ((select scoped_tenants())::uuid[])) with check (tenant_id = any ((select scoped_tenants())::uuid[]));
create policy login_named on login for select
  using (email = (select nullif(current_setting('parley.login_email', true), '')));
