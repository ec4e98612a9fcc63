-- What WhatsApp has said of a customer, newest word for each field, and the contact that stands for them. It is kept also
-- where there is no contact yet, so that what is heard in any order comes to the same.
create table customer (
  tenant_id    uuid        not null,
  id           uuid        not null,
  contact_id   uuid,
  phone_number text,
  user_id      text,
  told_at      timestamptz not null,
  merged_into  uuid,
  constraint customer_pk primary key (tenant_id, id)
);
create index customer_contact on customer (tenant_id, contact_id);

alter table customer enable row level security;
alter table customer force row level security;
create policy customer_tenant on customer
  using (coalesce(tenant_id = any ((select scoped_tenants())::uuid[]), false)) with check (tenant_id = any ((select scoped_tenants())::uuid[]));

-- Changes of preference that were applied, by what they say, and the raw event that brought each first.
create table preference (
  tenant_id   uuid        not null,
  id          uuid        not null,
  raw_event   uuid        not null,
  received_at timestamptz not null,
  constraint preference_pk primary key (tenant_id, id)
);

alter table preference enable row level security;
alter table preference force row level security;
create policy preference_tenant on preference
  using (tenant_id = any ((select scoped_tenants())::uuid[])) with check (tenant_id = any ((select scoped_tenants())::uuid[]));
