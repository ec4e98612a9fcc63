-- Read receipts that WhatsApp has not been told yet: at most one for each conversation, since one tells that everything before
-- it was read too. One worker serves all tenants, so it reads and changes rows of any; they hold ids and times.
create table read_receipt (
  tenant_id       uuid        not null,
  conversation_id uuid        not null,
  phone_number_id text        not null,
  wamid           text        not null,
  message_at      timestamptz not null,
  typing_until    timestamptz,                              -- tell that somebody types, unless it is later than that
  due_at          timestamptz not null,                     -- of a claimed one: when its process must have died
  queued_at       timestamptz not null,
  attempts        integer     not null default 0,
  constraint read_receipt_pk primary key (tenant_id, conversation_id)
);
create index read_receipt_due on read_receipt (due_at);

alter table read_receipt enable row level security;
alter table read_receipt force row level security;
create policy read_receipt_add on read_receipt for insert with check (tenant_id = any ((select scoped_tenants())::uuid[]));
create policy read_receipt_read on read_receipt for select using (true);
create policy read_receipt_change on read_receipt for update using (true);
create policy read_receipt_delete on read_receipt for delete using (true);
