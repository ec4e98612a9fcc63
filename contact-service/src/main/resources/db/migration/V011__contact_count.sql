-- How many contacts there are, by 1,024 positions and by what lists can be narrowed to (dimension: '*' for all, 'out' and
-- 'in' for the opted out and the others, '#' and a tag). Totals are sums of it, and a page far down the list is found by
-- adding up instead of walking. Triggers keep it, so nothing that writes contacts can forget to.
create table contact_count (
  tenant_id uuid    not null,
  dimension text    not null,
  bucket    bigint  not null,
  n         integer not null,
  constraint contact_count_pk primary key (tenant_id, dimension, bucket) include (n)
);

alter table contact_count enable row level security;
alter table contact_count force row level security;
create policy contact_count_tenant on contact_count
  using (tenant_id = any ((select scoped_tenants())::uuid[])) with check (tenant_id = any ((select scoped_tenants())::uuid[]));

create function contact_dimensions(tags text[], opted_out boolean) returns text[]
  language sql immutable parallel safe
  return array['*', case when opted_out then 'out' else 'in' end]
    || array(select distinct '#' || tag from unnest(tags) as tag);

-- Rows are counted in the order of the key, so that two transactions never wait for each other crosswise.
create function count_added_contacts() returns trigger language plpgsql as $$
begin
  insert into contact_count as c (tenant_id, dimension, bucket, n)
  select tenant_id, dimension, position >> 10, count(*)
  from added, unnest(contact_dimensions(tags, opted_out)) as dimension
  group by 1, 2, 3 order by 1, 2, 3
  on conflict (tenant_id, dimension, bucket) do update set n = c.n + excluded.n;
  return null;
end $$;

create function count_removed_contacts() returns trigger language plpgsql as $$
begin
  insert into contact_count as c (tenant_id, dimension, bucket, n)
  select tenant_id, dimension, position >> 10, -count(*)
  from removed, unnest(contact_dimensions(tags, opted_out)) as dimension
  group by 1, 2, 3 order by 1, 2, 3
  on conflict (tenant_id, dimension, bucket) do update set n = c.n + excluded.n;
  return null;
end $$;

create function count_changed_contacts() returns trigger language plpgsql as $$
begin
  insert into contact_count as c (tenant_id, dimension, bucket, n)
  select tenant_id, dimension, bucket, sum(change)
  from (select tenant_id, dimension, position >> 10 as bucket, 1 as change
        from added, unnest(contact_dimensions(tags, opted_out)) as dimension
        union all
        select tenant_id, dimension, position >> 10, -1
        from removed, unnest(contact_dimensions(tags, opted_out)) as dimension) as changes
  group by 1, 2, 3 having sum(change) <> 0 order by 1, 2, 3
  on conflict (tenant_id, dimension, bucket) do update set n = c.n + excluded.n;
  return null;
end $$;

create trigger contact_added after insert on contact
  referencing new table as added for each statement execute function count_added_contacts();
create trigger contact_removed after delete on contact
  referencing old table as removed for each statement execute function count_removed_contacts();
create trigger contact_changed after update on contact
  referencing new table as added old table as removed for each statement execute function count_changed_contacts();
