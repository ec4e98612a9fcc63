-- How many conversations there are of each kind, in all (width 0), by day (width 1) and by quarter of an hour (width 2) of
-- their last message. Totals come from here, and the place where a far page begins. A trigger keeps them, so that they
-- equal a recount whoever writes.
--
-- A facet is a status, an assignee and "unread", each of which may be left out: '', 's:OPEN', 's:OPEN|a:none|u' … Tags are
-- counted each by itself and in all: '#vip'.
create table inbox_count (
  tenant_id uuid     not null,
  facet     text     not null,
  width     smallint not null,
  bucket    bigint   not null,
  n         bigint   not null,
  constraint inbox_count_pk primary key (tenant_id, facet, width, bucket)
);

alter table inbox_count enable row level security;
alter table inbox_count force row level security;
create policy inbox_count_tenant on inbox_count
  using (tenant_id = any ((select scoped_tenants())::uuid[])) with check (tenant_id = any ((select scoped_tenants())::uuid[]));

-- Where a conversation counts.
create function inbox_places(
    status text, assigned_to uuid, unread_count integer, last_message_at timestamptz, tags text[])
  returns table (facet text, width smallint, bucket bigint)
  language sql stable parallel safe as $$
    select s.part || a.part || u.part, w.width, w.bucket
    from (values (''), ('s:' || status)) s (part),
      (values (''), ('|a:' || coalesce(assigned_to::text, 'none'))) a (part),
      (select '' union all select '|u' where unread_count > 0) u (part),
      (values (0::smallint, 0::bigint),
        (1::smallint, floor(extract(epoch from last_message_at) / 86400)::bigint),
        (2::smallint, floor(extract(epoch from last_message_at) / 900)::bigint)) w (width, bucket)
    union all select '#' || tag, 0, 0 from unnest(tags) tag
  $$;

-- Adds up in the order of the key, so that two transactions never wait for each other crosswise; what falls to 0 goes.
create function add_to_inbox_count(deltas inbox_count[]) returns void
  language plpgsql as $$
  begin
    insert into inbox_count as c
      select * from unnest(deltas)
      on conflict (tenant_id, facet, width, bucket) do update set n = c.n + excluded.n;
    delete from inbox_count c using unnest(deltas) d
      where d.n < 0 and c.n = 0 and c.tenant_id = d.tenant_id and c.facet = d.facet and c.width = d.width
        and c.bucket = d.bucket;
  end $$;

create function count_new_conversations() returns trigger
  language plpgsql as $$
  begin
    perform add_to_inbox_count(array_agg(d order by d)) from (
      select row(c.tenant_id, p.facet, p.width, p.bucket, count(*))::inbox_count as d
      from new_rows c, inbox_places(c.status, c.assigned_to, c.unread_count, c.last_message_at, c.tags) p
      group by c.tenant_id, p.facet, p.width, p.bucket) deltas;
    return null;
  end $$;

create function count_changed_conversations() returns trigger
  language plpgsql as $$
  begin
    perform add_to_inbox_count(array_agg(d order by d)) from (
      select row(c.tenant_id, p.facet, p.width, p.bucket, sum(c.one))::inbox_count as d
      from (
          select tenant_id, status, assigned_to, unread_count, last_message_at, tags, 1 as one from new_rows
          union all
          select tenant_id, status, assigned_to, unread_count, last_message_at, tags, -1 from old_rows) c,
        inbox_places(c.status, c.assigned_to, c.unread_count, c.last_message_at, c.tags) p
      group by c.tenant_id, p.facet, p.width, p.bucket
      having sum(c.one) <> 0) deltas;
    return null;
  end $$;

create trigger conversation_added after insert on conversation
  referencing new table as new_rows for each statement execute function count_new_conversations();
create trigger conversation_changed after update on conversation
  referencing old table as old_rows new table as new_rows
  for each statement execute function count_changed_conversations();
