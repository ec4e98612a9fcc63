-- One row for each thread. A message's place in it is (created_at, position, id): position is the offset of an inbound
-- message's record, which keeps WhatsApp's order among those of one second.
create table conversation (
  tenant_id         uuid        not null,
  id                uuid        not null,
  phone_number_id   text        not null,
  customer_id       uuid,                      -- null until the customer has written
  address           text,                      -- who a message was sent to; stands in for the customer until then
  phone_number      text,
  phone_key         text,
  user_id           text,
  contact_id        uuid,
  contact_name      text,
  merged_into       uuid,
  status            text        not null,
  closed_at         timestamptz,               -- place of the newest inbound message when it was closed: a later one reopens it
  closed_position   bigint,
  assigned_to       uuid,
  tags              text[]      not null,
  version           integer     not null,
  read_at           timestamptz,               -- place of the newest inbound message that was read
  read_position     bigint,
  unread_count      integer     not null,
  inbound_at        timestamptz,               -- place of the customer's newest message
  inbound_position  bigint,
  inbound_id        uuid,
  last_message_at   timestamptz not null,
  last_message_id   uuid        not null,
  untrimmed         integer     not null,      -- messages since recent_message was last cut back
  search_text       text        not null,      -- name, number and user id as they are searched for
  changed           text[]      not null,      -- what the latest revision changed, to say the same again after a crash
  revision          bigint      not null,
  created_at        timestamptz not null,
  updated_at        timestamptz not null,
  constraint conversation_pk primary key (tenant_id, id)
) with (fillfactor = 85);

create index conversation_newest on conversation (tenant_id, last_message_at desc, id desc);
create index conversation_status on conversation (tenant_id, status, last_message_at desc, id desc);
create index conversation_assigned on conversation (tenant_id, assigned_to, last_message_at desc, id desc);
create index conversation_work on conversation (tenant_id, assigned_to, last_message_at desc, id desc) where status = 'OPEN';
create index conversation_unread on conversation (tenant_id, last_message_at desc, id desc) where unread_count > 0;
create index conversation_customer on conversation (tenant_id, customer_id);
create index conversation_phone on conversation (tenant_id, phone_key);
create index conversation_user on conversation (tenant_id, user_id);

-- The latest messages of each thread. A row without a body is a status that has overtaken its message.
create table recent_message (
  tenant_id       uuid        not null,
  conversation_id uuid        not null,
  id              uuid        not null,
  created_at      timestamptz not null,
  position        bigint      not null,
  inbound         boolean     not null,
  body            jsonb,
  body_rank       smallint    not null,
  body_at         timestamptz not null,
  status          text        not null,
  error           jsonb,
  updated_at      timestamptz not null,
  constraint recent_message_pk primary key (tenant_id, conversation_id, id)
);
create index recent_message_newest on recent_message (tenant_id, conversation_id, created_at desc, position desc, id desc)
  where body is not null;

-- The customer's messages that nobody has read.
create table unread_message (
  tenant_id       uuid        not null,
  conversation_id uuid        not null,
  id              uuid        not null,
  created_at      timestamptz not null,
  position        bigint      not null,
  constraint unread_message_pk primary key (tenant_id, conversation_id, id)
);

create table note (
  tenant_id       uuid        not null,
  conversation_id uuid        not null,
  id              uuid        not null,
  author          uuid        not null,
  text            text        not null,
  created_at      timestamptz not null,
  constraint note_pk primary key (tenant_id, conversation_id, id)
);
create index note_newest on note (tenant_id, conversation_id, created_at desc, id desc);

create table assignment (
  tenant_id       uuid        not null,
  conversation_id uuid        not null,
  id              uuid        not null,
  assigned_to     uuid,
  assigned_by     uuid        not null,
  at              timestamptz not null,
  constraint assignment_pk primary key (tenant_id, conversation_id, id)
);

do $$
declare
  one text;
begin
  foreach one in array array['conversation', 'recent_message', 'unread_message', 'note', 'assignment'] loop
    execute format('alter table %I enable row level security', one);
    execute format('alter table %I force row level security', one);
    execute format('create policy %I on %I using (tenant_id = any ((select scoped_tenants())::uuid[]))'
      ' with check (tenant_id = any ((select scoped_tenants())::uuid[]))', one || '_tenant', one);
  end loop;
end $$;
