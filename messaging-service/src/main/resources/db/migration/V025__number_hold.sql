-- Numbers that WhatsApp does not let send: their queue waits as a whole, instead of each message being tried and refused by
-- itself. Dispatchers serve all tenants, so they read and extend rows of any.
--   resumes_at  when one message may be tried again; infinity where only other settings can mend it
create table number_hold (
  tenant_id        uuid        not null,
  phone_number_id  text        not null,
  state            text        not null,
  error            jsonb       not null,
  settings_version bigint      not null,
  since            timestamptz not null,
  resumes_at       timestamptz not null,
  tries            integer     not null default 1,
  constraint number_hold_pk primary key (tenant_id, phone_number_id),
  constraint number_hold_state check (state in ('TOKEN_REJECTED', 'HELD'))
);

alter table number_hold enable row level security;
alter table number_hold force row level security;
create policy number_hold_add on number_hold for insert with check (tenant_id = any ((select scoped_tenants())::uuid[]));
create policy number_hold_read on number_hold for select using (true);
create policy number_hold_change on number_hold for update using (true);
create policy number_hold_delete on number_hold for delete using (tenant_id = any ((select scoped_tenants())::uuid[]));

-- PARKED rows wait for their number; they leave the index of due rows, however many they are.
alter table send_queue drop constraint send_queue_state;
alter table send_queue add constraint send_queue_state check (state in ('READY', 'SENDING', 'UNCERTAIN', 'PARKED'));
create index send_queue_parked on send_queue (tenant_id, phone_number_id, position) where state = 'PARKED';
