-- Most changes of a thread leave it in the places where it was counted: such rows are passed over before their places are worked out.
create or replace function count_changed_conversations() returns trigger
  language plpgsql as $$
  begin
    perform add_to_inbox_count(array_agg(d order by d)) from (
      select row(m.tenant_id, p.facet, p.width, p.bucket, sum(m.one))::inbox_count as d
      from new_rows n join old_rows o using (tenant_id, id)
        cross join lateral (values
          (n.tenant_id, n.status, n.assigned_to, n.unread_count, n.last_message_at, n.tags, 1),
          (o.tenant_id, o.status, o.assigned_to, o.unread_count, o.last_message_at, o.tags, -1))
          as m (tenant_id, status, assigned_to, unread_count, last_message_at, tags, one),
        inbox_places(m.status, m.assigned_to, m.unread_count, m.last_message_at, m.tags) p
      where (n.status, n.assigned_to, n.unread_count > 0, floor(extract(epoch from n.last_message_at) / 900), n.tags)
        is distinct from (o.status, o.assigned_to, o.unread_count > 0, floor(extract(epoch from o.last_message_at) / 900), o.tags)
      group by m.tenant_id, p.facet, p.width, p.bucket
      having sum(m.one) <> 0) deltas
    having count(*) > 0;
    return null;
  end $$;
