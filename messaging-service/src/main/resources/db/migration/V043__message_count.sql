-- How many messages there are of each kind, so that a list can tell its total and find its ten-thousandth page without reading
-- what is before it. Whoever writes messages only adds changes here, in the same transaction and one row for all alike of
-- a statement, so that no two writers wait for each other; a worker adds them up. What is counted is always
-- message_count and message_count_change together.
create table message_count (
  tenant_id uuid        not null,
  span      text        not null,                           -- DAY or HOUR, in UTC; both count every message
  since     timestamptz not null,                           -- when the span began in which the messages were created
  direction text        not null,
  status    text        not null,
  type      text        not null,
  messages  bigint      not null,
  constraint message_count_pk primary key (tenant_id, span, since, direction, status, type)
) partition by list (span);
create table message_count_by_day partition of message_count for values in ('DAY');    -- few rows, close together
create table message_count_by_hour partition of message_count for values in ('HOUR');

create table message_count_change (
  tenant_id uuid        not null,
  id        bigint      generated always as identity,
  since     timestamptz not null,                           -- the hour
  direction text        not null,
  status    text        not null,
  type      text        not null,
  messages  bigint      not null,
  constraint message_count_change_pk primary key (tenant_id, id)
);

create function count_added_messages() returns trigger language plpgsql as $$
begin
  insert into message_count_change (tenant_id, since, direction, status, type, messages)
  select tenant_id, date_trunc('hour', created_at, 'UTC'), direction, status, type, count(*)
  from added group by 1, 2, 3, 4, 5;
  return null;
end $$;

create function count_removed_messages() returns trigger language plpgsql as $$
begin
  insert into message_count_change (tenant_id, since, direction, status, type, messages)
  select tenant_id, date_trunc('hour', created_at, 'UTC'), direction, status, type, -count(*)
  from removed group by 1, 2, 3, 4, 5;
  return null;
end $$;

create function count_changed_messages() returns trigger language plpgsql as $$
begin
  insert into message_count_change (tenant_id, since, direction, status, type, messages)
  select tenant_id, since, direction, status, type, sum(messages)
  from (
    select tenant_id, date_trunc('hour', created_at, 'UTC') as since, direction, status, type, 1 as messages from added
    union all
    select tenant_id, date_trunc('hour', created_at, 'UTC'), direction, status, type, -1 from removed
  ) as changed
  group by 1, 2, 3, 4, 5 having sum(messages) <> 0;
  return null;
end $$;

create trigger message_added after insert on message
  referencing new table as added for each statement execute function count_added_messages();
create trigger message_removed after delete on message
  referencing old table as removed for each statement execute function count_removed_messages();
create trigger message_changed after update on message
  referencing old table as removed new table as added for each statement execute function count_changed_messages();

-- What is there already; the owner sees all of it for this once.
alter table message no force row level security;
insert into message_count (tenant_id, span, since, direction, status, type, messages)
  select tenant_id, span, date_trunc(lower(span), created_at, 'UTC'), direction, status, type, count(*)
  from message cross join (values ('DAY'), ('HOUR')) as spans (span)
  group by 1, 2, 3, 4, 5, 6;
alter table message force row level security;

alter table message_count enable row level security;
alter table message_count force row level security;
create policy message_count_tenant on message_count
  using (tenant_id = any ((select scoped_tenants())::uuid[])) with check (tenant_id = any ((select scoped_tenants())::uuid[]));

alter table message_count_by_day enable row level security;
alter table message_count_by_day force row level security;
create policy message_count_by_day_tenant on message_count_by_day
  using (tenant_id = any ((select scoped_tenants())::uuid[])) with check (tenant_id = any ((select scoped_tenants())::uuid[]));

alter table message_count_by_hour enable row level security;
alter table message_count_by_hour force row level security;
create policy message_count_by_hour_tenant on message_count_by_hour
  using (tenant_id = any ((select scoped_tenants())::uuid[])) with check (tenant_id = any ((select scoped_tenants())::uuid[]));

alter table message_count_change enable row level security;
alter table message_count_change force row level security;
create policy message_count_change_add on message_count_change for insert
  with check (tenant_id = any ((select scoped_tenants())::uuid[]));
create policy message_count_change_read on message_count_change for select using (true);
create policy message_count_change_lock on message_count_change for update
  using (tenant_id = any ((select scoped_tenants())::uuid[]));
create policy message_count_change_delete on message_count_change for delete
  using (tenant_id = any ((select scoped_tenants())::uuid[]));
