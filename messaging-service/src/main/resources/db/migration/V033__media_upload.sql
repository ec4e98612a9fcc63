-- Ids under which WhatsApp holds files that were sent from a number, so that a file sent to many is uploaded once.
create table media_upload (
  tenant_id       uuid        not null,
  media_id        uuid        not null,
  phone_number_id text        not null,
  graph_id        text        not null,
  uploaded_at     timestamptz not null,
  constraint media_upload_pk primary key (tenant_id, media_id, phone_number_id)
);

alter table media_upload enable row level security;
alter table media_upload force row level security;
create policy media_upload_tenant on media_upload
  using (tenant_id = any ((select scoped_tenants())::uuid[])) with check (tenant_id = any ((select scoped_tenants())::uuid[]));
