-- This service's copy of the tenants' message templates, fed by the topic template-changed. A deleted one stays as its own
-- grave, so that an older event that comes late does not bring it back.
create table template (
  tenant_id           uuid        not null,
  id                  uuid        not null,
  business_account_id text        not null,
  name                text        not null,
  language            text        not null,
  category            text        not null,
  status              text        not null,
  parameter_format    text        not null,
  components          jsonb       not null,
  rejection_reason    text,
  updated_at          timestamptz not null,
  deleted             boolean     not null,
  constraint template_pk primary key (tenant_id, id)
);
create index template_name on template (tenant_id, name, language);
create index template_account on template (tenant_id, business_account_id);

alter table template enable row level security;
alter table template force row level security;
create policy template_tenant on template
  using (tenant_id = any ((select scoped_tenants())::uuid[])) with check (tenant_id = any ((select scoped_tenants())::uuid[]));

-- Templates belong to a business account; null until the tenant's settings are next written, and then any of the tenant's counts.
alter table number add column business_account_id text;
