-- PostgreSQL cannot know how many tenants scoped_tenants() names and reckons with ten. In a table of a hundred tenants it
-- therefore takes all rows that the policy admits for a tenth of the table, and reads them rather than look a batch up by
-- key, even where nearly all of them are one tenant's. Told that there are ten tenants, it takes them for the whole table,
-- which is what a large tenant is. Holds from the next ANALYZE on, which autovacuum sees to.
do $$
declare
  relation regclass;
begin
  for relation in
    select c.oid from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and c.relrowsecurity
      and a.attname = 'tenant_id' and a.attoptions is null
  loop
    execute format('alter table %s alter column tenant_id set (n_distinct = 10)', relation);
  end loop;
end $$;
