create table message (
  tenant_id       uuid        not null,
  id              uuid        not null,
  position        bigint      generated always as identity, -- breaks ties of created_at in order of arrival
  conversation_id uuid        not null,
  customer_id     uuid        not null,
  phone_number_id text        not null,
  direction       text        not null,
  type            text        not null,
  content         jsonb       not null,
  status          text        not null,
  from_address    text,
  to_address      text,
  wamid           text,
  reply_to        uuid,
  resend_of       uuid,
  sent_by         uuid,
  error           jsonb,
  source_event    uuid,                                     -- the raw event that made an inbound message
  sent_at         timestamptz,                              -- when WhatsApp accepted an outbound one
  created_at      timestamptz not null,
  updated_at      timestamptz not null,
  constraint message_pk primary key (tenant_id, id),
  constraint message_wamid unique (tenant_id, phone_number_id, wamid)
);
create index message_newest on message (tenant_id, created_at desc, position desc);
create index message_conversation on message (tenant_id, conversation_id, created_at desc, position desc);

-- Every status that WhatsApp has reported, also for a wamid that no message has (yet). moved_from is the status that the
-- message left because of this one; null where it did not move.
create table message_status (
  tenant_id       uuid        not null,
  phone_number_id text        not null,
  wamid           text        not null,
  status          text        not null,                     -- WhatsApp's own word
  recipient       text        not null,
  at              timestamptz not null,
  error           jsonb,
  pricing         jsonb,
  callback_data   text,
  moved_from      text,
  moved_to        text,
  source_event    uuid        not null,
  received_at     timestamptz not null,
  constraint message_status_pk primary key (tenant_id, phone_number_id, wamid, status, recipient)
);

alter table message enable row level security;
alter table message force row level security;
create policy message_tenant on message
  using (tenant_id = any ((select scoped_tenants())::uuid[])) with check (tenant_id = any ((select scoped_tenants())::uuid[]));

alter table message_status enable row level security;
alter table message_status force row level security;
create policy message_status_tenant on message_status
  using (tenant_id = any ((select scoped_tenants())::uuid[])) with check (tenant_id = any ((select scoped_tenants())::uuid[]));
