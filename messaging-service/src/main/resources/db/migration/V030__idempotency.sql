-- What was answered under a caller's Idempotency-Key. A row without an answer is never seen by others: it is written and
-- completed in one transaction.
create table idempotency_key (
  tenant_id  uuid        not null,
  key        text        not null,
  request    jsonb       not null,
  answer     text,
  created_at timestamptz not null,
  constraint idempotency_key_pk primary key (tenant_id, key)
);
create index idempotency_key_age on idempotency_key (tenant_id, created_at);

alter table idempotency_key enable row level security;
alter table idempotency_key force row level security;
create policy idempotency_key_tenant on idempotency_key
  using (tenant_id = any ((select scoped_tenants())::uuid[])) with check (tenant_id = any ((select scoped_tenants())::uuid[]));

-- A message is sent again at most once; what fails again is itself sent again.
create unique index message_resent on message (tenant_id, resend_of) where resend_of is not null;
