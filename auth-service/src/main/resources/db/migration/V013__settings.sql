-- A tenant's settings. The version grows with each change and orders the events that report them.
create table tenant_settings (
  tenant_id               uuid        not null,
  version                 bigint      not null,
  verify_token_encrypted  text,
  webhook_enabled         boolean     not null default true,
  enforce_window          boolean     not null default false,
  updated_at              timestamptz not null,
  constraint tenant_settings_pk primary key (tenant_id)
);

-- The tenant's WhatsApp numbers. The default one may be incomplete while it is being set up.
create table whatsapp_number (
  tenant_id               uuid        not null,
  number_id               uuid        not null,
  is_default              boolean     not null,
  label                   text,
  phone_number_id         text,
  business_account_id     text,
  access_token_encrypted  text,
  app_secret_encrypted    text,
  display_phone_number    text,
  verified_name           text,
  quality_rating          text,
  status                  text,
  created_at              timestamptz not null,
  constraint whatsapp_number_pk primary key (tenant_id, number_id),
  constraint whatsapp_number_phone unique (tenant_id, phone_number_id)
);
create unique index whatsapp_number_default on whatsapp_number (tenant_id) where is_default;

-- Which tenant speaks for a phone number or a business account of Meta's. The key has no tenant in it because that is its
-- purpose: the first tenant to commit wins, and the other one sees the conflict but not whose it is.
create table whatsapp_claim (
  kind       text not null,
  meta_id    text not null,
  tenant_id  uuid not null,
  constraint whatsapp_claim_pk primary key (kind, meta_id),
  constraint whatsapp_claim_kind check (kind in ('PHONE_NUMBER', 'BUSINESS_ACCOUNT'))
);
create index whatsapp_claim_tenant on whatsapp_claim (tenant_id);

alter table tenant_settings enable row level security;
alter table tenant_settings force row level security;
create policy tenant_settings_tenant on tenant_settings
  using (tenant_id = any ((select scoped_tenants())::uuid[])) with check (tenant_id = any ((select scoped_tenants())::uuid[]));

alter table whatsapp_number enable row level security;
alter table whatsapp_number force row level security;
create policy whatsapp_number_tenant on whatsapp_number
  using (tenant_id = any ((select scoped_tenants())::uuid[])) with check (tenant_id = any ((select scoped_tenants())::uuid[]));

alter table whatsapp_claim enable row level security;
alter table whatsapp_claim force row level security;
create policy whatsapp_claim_tenant on whatsapp_claim
  using (tenant_id = any ((select scoped_tenants())::uuid[])) with check (tenant_id = any ((select scoped_tenants())::uuid[]));
