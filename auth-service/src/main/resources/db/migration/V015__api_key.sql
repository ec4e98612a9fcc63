-- Keys for programs. The key's text names tenant and row; of its secret only a hash is kept.
create table api_key (
  tenant_id    uuid        not null,
  key_id       uuid        not null,
  name         text        not null,
  role         text        not null,
  hint         text        not null,
  secret_hash  bytea       not null,
  created_at   timestamptz not null,
  constraint api_key_pk primary key (tenant_id, key_id),
  constraint api_key_role check (role in ('OWNER', 'ADMIN', 'AGENT'))
);

alter table api_key enable row level security;
alter table api_key force row level security;
create policy api_key_tenant on api_key
  using (tenant_id = any ((select scoped_tenants())::uuid[])) with check (tenant_id = any ((select scoped_tenants())::uuid[]));
