-- Who changed what, when, from where. Rows are added with the change that they report and never altered.
create table audit_log (
  tenant_id    uuid        not null,
  entry_id     uuid        not null,
  at           timestamptz not null,
  actor_id     uuid        not null,
  actor_name   text        not null,
  action       text        not null,
  target_type  text        not null,
  target_id    text        not null,
  details      jsonb       not null,
  address      text        not null,
  request_id   text        not null,
  constraint audit_log_pk primary key (tenant_id, entry_id)
);

-- How many entries a tenant has, so that a page's total costs nothing.
create table audit_total (
  tenant_id  uuid   not null,
  entries    bigint not null,
  constraint audit_total_pk primary key (tenant_id)
);

alter table audit_log enable row level security;
alter table audit_log force row level security;
create policy audit_log_tenant on audit_log
  using (tenant_id = any ((select scoped_tenants())::uuid[])) with check (tenant_id = any ((select scoped_tenants())::uuid[]));

alter table audit_total enable row level security;
alter table audit_total force row level security;
create policy audit_total_tenant on audit_total
  using (tenant_id = any ((select scoped_tenants())::uuid[])) with check (tenant_id = any ((select scoped_tenants())::uuid[]));
