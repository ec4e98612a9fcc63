-- Who goes on in whose place. merged_into names the one that goes on, and is brought up to date when that one is merged too;
-- where two merges crossed, it may lead there over several steps. changed_by is the cause of the latest change that others
-- are told of: told again when that cause is.
alter table customer
  add column merged_into uuid,
  add column changed_by  uuid;
create index customer_merged on customer (tenant_id, merged_into) where merged_into is not null;

-- Each merge as it happened.
create table customer_merge (
  tenant_id    uuid        not null,
  customer_id  uuid        not null,                        -- who was merged
  into_id      uuid        not null,
  source_event uuid        not null,                        -- what said that they are one
  merged_at    timestamptz not null,
  constraint customer_merge_pk primary key (tenant_id, customer_id)
);

alter table customer_merge enable row level security;
alter table customer_merge force row level security;
create policy customer_merge_tenant on customer_merge
  using (tenant_id = any ((select scoped_tenants())::uuid[])) with check (tenant_id = any ((select scoped_tenants())::uuid[]));
