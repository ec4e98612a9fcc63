-- Which contacts have changed since they were last told of on contact-changed, written in the transaction of the change.
-- One relay serves all tenants; it reads what a contact is when it publishes it, so these rows hold ids and times only.
-- lane 0 is for people and customers, lane 1 for imports, which wait while there is anything in lane 0.
create table contact_publication (
  tenant_id uuid        not null,
  seq       bigint      generated always as identity,
  lane      smallint    not null,
  ids       uuid[]      not null,
  queued_at timestamptz not null,
  constraint contact_publication_pk primary key (tenant_id, seq)
);
create index contact_publication_lane on contact_publication (lane, seq);

alter table contact_publication enable row level security;
alter table contact_publication force row level security;
create policy contact_publication_add on contact_publication
  for insert with check (tenant_id = any ((select scoped_tenants())::uuid[]));
create policy contact_publication_read on contact_publication for select using (true);
create policy contact_publication_delete on contact_publication for delete using (true);

-- What a contact last was, until its deletion has been told.
create table removed_contact (
  tenant_id uuid  not null,
  id        uuid  not null,
  contact   jsonb not null,
  version   bigint not null,
  constraint removed_contact_pk primary key (tenant_id, id)
);

alter table removed_contact enable row level security;
alter table removed_contact force row level security;
create policy removed_contact_tenant on removed_contact
  using (tenant_id = any ((select scoped_tenants())::uuid[])) with check (tenant_id = any ((select scoped_tenants())::uuid[]));
