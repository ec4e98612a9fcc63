create table note (
  tenant_id uuid not null,
  id        uuid not null,
  text      text not null,
  constraint note_pk primary key (tenant_id, id)
);
alter table note enable row level security;
alter table note force row level security;
create policy note_tenant on note
  using (tenant_id = any ((select scoped_tenants())::uuid[])) with check (tenant_id = any ((select scoped_tenants())::uuid[]));
