-- A contact may be known by phone number, by a business-scoped user id, or by both. A phone is unique by its match key,
-- which national quirks do not change.
--   position  orders contacts, newest last; lists page by it
--   search    what can be searched, folded: no accents, lower case, one field a line
--   grams     hashes of the pieces of search, of the tags and of the opt-out, each mixed with the tenant, so that a search
--             reads this tenant's entries of the index and nobody else's
create table contact (
  tenant_id    uuid        not null,
  id           uuid        not null,
  position     bigint      generated always as identity,
  phone_number text,                     -- E.164 with +
  phone_key    text,
  user_id      text,
  name         text,
  name_by_hand boolean     not null default false, -- a profile name does not replace it
  name_at      timestamptz,                        -- when WhatsApp last told the name
  email        text,
  tags         text[]      not null default '{}',
  opted_out    boolean     not null default false,
  opted_at     timestamptz,                        -- when the customer last said so, or the opposite
  search       text        not null,
  grams        integer[]   not null,
  version      bigint      not null default 1,
  created_at   timestamptz not null,
  updated_at   timestamptz not null,
  constraint contact_pk primary key (tenant_id, id),
  constraint contact_phone unique (tenant_id, phone_key),
  constraint contact_user unique (tenant_id, user_id),
  constraint contact_address check (phone_key is not null or user_id is not null)
);
create unique index contact_position on contact (tenant_id, position);
create index contact_grams on contact using gin (grams);

alter table contact enable row level security;
alter table contact force row level security;
-- Every query names its tenant as well. Counted twice, the condition would make the planner expect next to no rows and
-- take any index that begins with the tenant; coalesce hides it from the estimate.
create policy contact_tenant on contact
  using (coalesce(tenant_id = any ((select scoped_tenants())::uuid[]), false))
  with check (tenant_id = any ((select scoped_tenants())::uuid[]));

-- PostgreSQL does not look into an index with an operator that is not leakproof (@> on arrays is not) before row-level
-- security has seen the row, so under the policy above a search would read every row. The view applies the same
-- condition itself, as the schema's owner, to whom the second policy opens the table; conditions of the view's reader
-- are then on a par with it and may use the index. Without a tenant the view is as empty as the table.
create policy contact_owner on contact for select to current_user using (true);
create view contact_list as
  select * from contact where coalesce(tenant_id = any ((select scoped_tenants())::uuid[]), false);
