-- Messages on their way out. One dispatcher serves all tenants, so it reads and changes rows of any; they hold ids and
-- times, nothing of a message. Adding one for a tenant outside the transaction's scope is refused.
--   READY      waits until due_at
--   SENDING    claimed; the call to WhatsApp may be under way
--   UNCERTAIN  the call was made or may have been, and its answer never came; never sent again by itself
create table send_queue (
  tenant_id       uuid        not null,
  message_id      uuid        not null,
  position        bigint      generated always as identity,
  conversation_id uuid        not null,
  phone_number_id text        not null,
  state           text        not null default 'READY',
  due_at          timestamptz not null,
  attempts        integer     not null default 0,
  claimed_at      timestamptz,
  uncertain_since timestamptz,
  queued_at       timestamptz not null,
  constraint send_queue_pk primary key (tenant_id, message_id),
  constraint send_queue_state check (state in ('READY', 'SENDING', 'UNCERTAIN'))
);
create index send_queue_due on send_queue (due_at, position) where state = 'READY';
create index send_queue_conversation on send_queue (tenant_id, conversation_id, position);
create index send_queue_claimed on send_queue (claimed_at) where state = 'SENDING';
create index send_queue_uncertain on send_queue (uncertain_since) where state = 'UNCERTAIN';

alter table send_queue enable row level security;
alter table send_queue force row level security;
create policy send_queue_add on send_queue for insert with check (tenant_id = any ((select scoped_tenants())::uuid[]));
create policy send_queue_read on send_queue for select using (true);
create policy send_queue_change on send_queue for update using (true);
create policy send_queue_delete on send_queue for delete using (true);
