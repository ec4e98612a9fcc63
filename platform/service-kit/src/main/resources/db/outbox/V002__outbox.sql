-- Events that were committed with their cause and wait for the relay. Only the relay reads them, across tenants and in
-- the order of seq; writing one for a tenant outside the transaction's scope is refused.
create table outbox (
  tenant_id   uuid        not null,
  seq         bigint      generated always as identity,
  topic       text        not null,
  record_key  text        not null,
  headers     jsonb       not null,
  payload     bytea       not null,
  created_at  timestamptz not null,
  constraint outbox_pk primary key (tenant_id, seq)
);
create index outbox_seq on outbox (seq);

alter table outbox enable row level security;
alter table outbox force row level security;
create policy outbox_add on outbox for insert with check (tenant_id = any ((select scoped_tenants())::uuid[]));
create policy outbox_relay_read on outbox for select using (true);
create policy outbox_relay_delete on outbox for delete using (true);
