-- Edits and revokes by the customers who wrote the messages, each once. message_id is null while the message has not come;
-- before is what it said until then. Of several edits the latest counts, in whichever order they arrive.
create table message_revision (
  tenant_id       uuid        not null,
  phone_number_id text        not null,
  wamid           text        not null,                     -- of the edit or revoke itself
  original_wamid  text        not null,
  kind            text        not null,
  patch           jsonb       not null,                     -- the fields of the content that change
  customer_id     uuid        not null,
  at              timestamptz not null,
  source_event    uuid        not null,
  message_id      uuid,
  before          jsonb,
  constraint message_revision_pk primary key (tenant_id, phone_number_id, wamid),
  constraint message_revision_kind check (kind in ('EDITED', 'REVOKED'))
);
create index message_revision_original on message_revision (tenant_id, phone_number_id, original_wamid);

alter table message_revision enable row level security;
alter table message_revision force row level security;
create policy message_revision_tenant on message_revision
  using (tenant_id = any ((select scoped_tenants())::uuid[])) with check (tenant_id = any ((select scoped_tenants())::uuid[]));
