-- What the tenants' contacts said about marketing, fed by the topic contact-changed. A deleted contact stays as its own grave.
create table consent (
  tenant_id  uuid        not null,
  contact_id uuid        not null,
  phone_key  text,                                          -- the phone number's match key
  user_id    text,                                          -- business-scoped user id
  opted_out  boolean     not null,
  updated_at timestamptz not null,
  constraint consent_pk primary key (tenant_id, contact_id)
);
create index consent_phone on consent (tenant_id, phone_key) where opted_out;
create index consent_user on consent (tenant_id, user_id) where opted_out;

alter table consent enable row level security;
alter table consent force row level security;
create policy consent_tenant on consent
  using (tenant_id = any ((select scoped_tenants())::uuid[])) with check (tenant_id = any ((select scoped_tenants())::uuid[]));
