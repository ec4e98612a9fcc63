-- Files of messages: sent in by customers, or uploaded to be sent. What is in them lies in the store, under tenant and id.
--   UPLOADING  is being written; nobody was told its id
--   PENDING    is still at WhatsApp
--   STORED     can be read and sent
--   FAILED     could not be had from WhatsApp; error says why
--   EXPIRED    is deleted from the store; the row stays to say so
create table media (
  tenant_id       uuid        not null,
  id              uuid        not null,
  status          text        not null,
  message_id      uuid,                                     -- the message that brought it; null for an upload
  phone_number_id text,                                     -- the number that it came to, whose token opens it
  graph_id        text,                                     -- Meta's id of it
  declared_sha256 text,                                     -- what the webhook said, hex
  mime_type       text,                                     -- what its content shows, whatever anybody said
  animated        boolean     not null default false,
  filename        text,
  size            bigint,
  sha256          text,                                     -- hex
  error           jsonb,
  created_at      timestamptz not null,
  updated_at      timestamptz not null,
  constraint media_pk primary key (tenant_id, id),
  constraint media_status check (status in ('UPLOADING', 'PENDING', 'STORED', 'FAILED', 'EXPIRED')),
  constraint media_stored check (status <> 'STORED' or mime_type is not null and size is not null and sha256 is not null)
);

-- What is in the store and since when. One sweeper serves all tenants, so it reads and changes rows of any; they hold ids and
-- times, nothing of a file. The row is written before the file and goes after it, so no file is ever without one.
--   UPLOADING  is being written, or was when its process died
--   UNUSED     was uploaded, and no message has it yet
--   USED       is in a message
--   DELETING   is to be deleted from the store
create table media_life (
  tenant_id uuid        not null,
  media_id  uuid        not null,
  phase     text        not null,
  since     timestamptz not null,
  constraint media_life_pk primary key (tenant_id, media_id),
  constraint media_life_phase check (phase in ('UPLOADING', 'UNUSED', 'USED', 'DELETING'))
);
create index media_life_since on media_life (phase, since);

alter table media enable row level security;
alter table media force row level security;
create policy media_tenant on media
  using (tenant_id = any ((select scoped_tenants())::uuid[])) with check (tenant_id = any ((select scoped_tenants())::uuid[]));

alter table media_life enable row level security;
alter table media_life force row level security;
create policy media_life_add on media_life for insert with check (tenant_id = any ((select scoped_tenants())::uuid[]));
create policy media_life_read on media_life for select using (true);
create policy media_life_change on media_life for update using (true);
create policy media_life_delete on media_life for delete using (true);
