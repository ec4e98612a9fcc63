-- The queue of one number, and which dispatcher serves it. A lease ends by itself when it is not renewed, by this
-- database's clock. Dispatchers serve all tenants, so they read and change rows of any.
--   owner         a dispatcher; null where none is at work
--   leased_until  without an owner: when something last left
create table send_lane (
  tenant_id           uuid not null,
  phone_number_id     text not null,
  messages_per_second integer,                              -- in and out together; null where Meta has not said
  owner               uuid,
  leased_until        timestamptz,
  constraint send_lane_pk primary key (tenant_id, phone_number_id)
);
alter table send_lane enable row level security;
alter table send_lane force row level security;
create policy send_lane_all on send_lane using (true) with check (true);

-- A lane's rows in the order in which they leave: what somebody waits for before what goes out to many.
alter table send_queue add column bulk boolean not null default false;
drop index send_queue_due;
create index send_queue_lane on send_queue (tenant_id, phone_number_id, bulk, position) where state = 'READY';
