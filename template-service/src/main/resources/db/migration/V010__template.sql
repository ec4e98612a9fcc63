-- The templates of the tenants' business accounts, as WhatsApp was last heard to have them.
--   position   orders templates, newest last; lists page by it
--   meta_id    WhatsApp's id, null until a submission was answered
--   status     WhatsApp's word, or SUBMITTING (it is being told) and NOT_SUBMITTED (it never heard of it)
--   …_told_at  the second, by WhatsApp's clock, of which the value is: older news changes nothing
--   words      what can be searched, in lower case
-- A deleted template stays as its own grave, so that news of it that comes late finds it.
create table template (
  tenant_id           uuid        not null,
  id                  uuid        not null,
  position            bigint      generated always as identity,
  business_account_id text        not null,
  meta_id             text,
  name                text        not null,
  language            text        not null,
  category            text        not null,
  parameter_format    text        not null,
  components          jsonb       not null,
  status              text        not null,
  rejection_reason    text,
  quality             text,
  status_told_at      timestamptz not null,
  quality_told_at     timestamptz not null,
  category_told_at    timestamptz not null,
  components_told_at  timestamptz not null,
  words               text        not null,
  submitted_at        timestamptz not null,
  created_at          timestamptz not null,
  updated_at          timestamptz not null,
  deleted_at          timestamptz,
  constraint template_pk primary key (tenant_id, id)
);
create unique index template_name on template (tenant_id, business_account_id, name, language) where deleted_at is null;
create unique index template_position on template (tenant_id, position);
create index template_meta_id on template (tenant_id, meta_id);

alter table template enable row level security;
alter table template force row level security;
-- Every query names its tenant as well. Counted twice, the condition would make the planner expect next to no rows;
-- coalesce hides it from the estimate.
create policy template_tenant on template
  using (coalesce(tenant_id = any ((select scoped_tenants())::uuid[]), false))
  with check (tenant_id = any ((select scoped_tenants())::uuid[]));

-- Who or what changed a template.
create table template_history (
  tenant_id   uuid        not null,
  template_id uuid        not null,
  seq         bigint      generated always as identity,
  what        text        not null,
  source      text        not null,   -- USER, WHATSAPP (a webhook) or SYNC (found at WhatsApp)
  user_id     uuid,
  user_name   text,
  detail      jsonb       not null,
  at          timestamptz not null,
  constraint template_history_pk primary key (tenant_id, template_id, seq)
);

alter table template_history enable row level security;
alter table template_history force row level security;
create policy template_history_tenant on template_history
  using (tenant_id = any ((select scoped_tenants())::uuid[])) with check (tenant_id = any ((select scoped_tenants())::uuid[]));

-- News of templates that was applied, by what it says, and the raw event that brought each first.
create table template_news (
  tenant_id   uuid        not null,
  id          uuid        not null,
  raw_event   uuid        not null,
  received_at timestamptz not null,
  constraint template_news_pk primary key (tenant_id, id)
);
create index template_news_age on template_news (tenant_id, received_at);

alter table template_news enable row level security;
alter table template_news force row level security;
create policy template_news_tenant on template_news
  using (tenant_id = any ((select scoped_tenants())::uuid[])) with check (tenant_id = any ((select scoped_tenants())::uuid[]));
