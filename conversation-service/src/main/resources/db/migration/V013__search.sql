-- What conversations are found by: each run of one, two or three characters of their search_text, and their tags, as
-- hashes that differ between tenants. An index on the text itself would serve nobody: row-level security lets only
-- leakproof operators into an index scan, and like is none. So these stand apart, readable by all, and say nothing but
-- which ids to look at; what is shown comes from conversation, whose policy holds.
create table conversation_key (
  tenant_id       uuid     not null,
  conversation_id uuid     not null,
  keys            bigint[] not null,
  constraint conversation_key_pk primary key (tenant_id, conversation_id)
);
create index conversation_key_keys on conversation_key using gin (keys) with (fastupdate = off);

alter table conversation_key enable row level security;
alter table conversation_key force row level security;
create policy conversation_key_read on conversation_key for select using (true);
create policy conversation_key_add on conversation_key for insert
  with check (tenant_id = any ((select scoped_tenants())::uuid[]));
create policy conversation_key_change on conversation_key for update
  using (tenant_id = any ((select scoped_tenants())::uuid[])) with check (tenant_id = any ((select scoped_tenants())::uuid[]));

create function tag_key(tenant uuid, tag text) returns bigint
  language sql immutable parallel safe as $$
    select hashtextextended('tag:' || tag, hashtextextended(tenant::text, 0))
  $$;

-- The keys of a text that is kept: every run of up to three characters, none across a line.
create function text_keys(tenant uuid, kept text) returns bigint[]
  language sql immutable parallel safe as $$
    select coalesce(array_agg(distinct hashtextextended(run, hashtextextended(tenant::text, 0))), '{}')
    from (select substr(kept, start, size) as run, size
          from generate_series(1, length(kept)) start, (values (1), (2), (3)) sizes (size)) runs
    where length(run) = size and position(E'\n' in run) = 0
  $$;

-- The keys that a text must have to contain what is looked for: its longest runs hold the shorter ones.
create function wanted_keys(tenant uuid, wanted text) returns bigint[]
  language sql immutable parallel safe as $$
    select coalesce(array_agg(distinct hashtextextended(
      substr(wanted, start, least(3, length(wanted))), hashtextextended(tenant::text, 0))), '{}')
    from generate_series(1, greatest(1, length(wanted) - 2)) start
  $$;

create function keep_keys_of_new() returns trigger
  language plpgsql as $$
  begin
    insert into conversation_key
      select tenant_id, id, text_keys(tenant_id, search_text) || array(select tag_key(tenant_id, tag) from unnest(tags) tag)
      from new_rows;
    return null;
  end $$;

create function keep_keys_of_changed() returns trigger
  language plpgsql as $$
  begin
    update conversation_key k
      set keys = text_keys(n.tenant_id, n.search_text) || array(select tag_key(n.tenant_id, tag) from unnest(n.tags) tag)
      from new_rows n join old_rows o using (tenant_id, id)
      where (n.search_text, n.tags) is distinct from (o.search_text, o.tags)
        and k.tenant_id = n.tenant_id and k.conversation_id = n.id;
    return null;
  end $$;

create trigger conversation_keys_added after insert on conversation
  referencing new table as new_rows for each statement execute function keep_keys_of_new();
create trigger conversation_keys_changed after update on conversation
  referencing old table as old_rows new table as new_rows
  for each statement execute function keep_keys_of_changed();
