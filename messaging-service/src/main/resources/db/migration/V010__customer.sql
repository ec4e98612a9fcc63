-- A customer is not a phone number: WhatsApp may name the same person by phone, by a business-scoped user id, or both.
create table customer (
  tenant_id    uuid        not null,
  id           uuid        not null,
  phone_number text,                     -- E.164 with +, as WhatsApp last gave it; what is sent to
  user_id      text,                     -- business-scoped user id
  name         text,                     -- profile name
  username     text,
  created_at   timestamptz not null,
  updated_at   timestamptz not null,
  constraint customer_pk primary key (tenant_id, id)
);

-- kind is BSUID, PARENT_BSUID, PHONE or WAMID; a PHONE is kept as its match key, which national quirks do not change.
create table customer_identity (
  tenant_id   uuid not null,
  kind        text not null,
  value       text not null,
  customer_id uuid not null,
  constraint customer_identity_pk primary key (tenant_id, kind, value)
);
create index customer_identity_customer on customer_identity (tenant_id, customer_id);

alter table customer enable row level security;
alter table customer force row level security;
create policy customer_tenant on customer
  using (tenant_id = any ((select scoped_tenants())::uuid[])) with check (tenant_id = any ((select scoped_tenants())::uuid[]));

alter table customer_identity enable row level security;
alter table customer_identity force row level security;
create policy customer_identity_tenant on customer_identity
  using (tenant_id = any ((select scoped_tenants())::uuid[])) with check (tenant_id = any ((select scoped_tenants())::uuid[]));
