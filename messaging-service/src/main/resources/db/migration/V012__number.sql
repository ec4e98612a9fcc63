-- This service's copy of the tenants' settings, fed by the topic tenant-settings.
create table settings_copy (
  tenant_id       uuid    not null,
  version         bigint  not null,
  enforce_window  boolean not null,
  constraint settings_copy_pk primary key (tenant_id)
);

create table number (
  tenant_id              uuid    not null,
  phone_number_id        text    not null,
  place                  integer not null,                  -- 0 is the default number
  display_phone_number   text,
  access_token_encrypted text,
  constraint number_pk primary key (tenant_id, phone_number_id)
);

alter table settings_copy enable row level security;
alter table settings_copy force row level security;
create policy settings_copy_tenant on settings_copy
  using (tenant_id = any ((select scoped_tenants())::uuid[])) with check (tenant_id = any ((select scoped_tenants())::uuid[]));

alter table number enable row level security;
alter table number force row level security;
create policy number_tenant on number
  using (tenant_id = any ((select scoped_tenants())::uuid[])) with check (tenant_id = any ((select scoped_tenants())::uuid[]));
