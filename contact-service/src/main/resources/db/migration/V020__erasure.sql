-- Who asked for a customer to be erased, and who has done so. Nothing here says who the customer was.
create table erasure (
  tenant_id    uuid        not null,
  id           uuid        not null,
  contact_id   uuid        not null,
  requested_by uuid        not null,
  requested_at timestamptz not null,
  topics_until timestamptz not null,     -- when the last record about the customer has aged out of the topics
  constraint erasure_pk primary key (tenant_id, id)
);

-- One row for each service that must answer, from the moment of the request.
create table erasure_answer (
  tenant_id    uuid        not null,
  erasure_id   uuid        not null,
  service      text        not null,
  place        integer     not null,
  completed_at timestamptz,
  counts       jsonb,
  constraint erasure_answer_pk primary key (tenant_id, erasure_id, service)
);

-- What must not come back: ids of customers, and ids derived from the names of those who were erased. Whatever is heard of
-- such a customer is passed over, and of such a name what was said before erased_at.
create table erased_trace (
  tenant_id  uuid        not null,
  id         uuid        not null,
  erased_at  timestamptz not null,
  constraint erased_trace_pk primary key (tenant_id, id)
);

-- How much of each kind an erasure has erased here.
create table erased_count (
  tenant_id  uuid   not null,
  erasure_id uuid   not null,
  kind       text   not null,
  n          bigint not null,
  constraint erased_count_pk primary key (tenant_id, erasure_id, kind)
);

do $$
declare
  one text;
begin
  foreach one in array array['erasure', 'erasure_answer', 'erased_trace', 'erased_count'] loop
    execute format('alter table %I enable row level security', one);
    execute format('alter table %I force row level security', one);
    execute format('create policy %I on %I using (tenant_id = any ((select scoped_tenants())::uuid[]))'
      ' with check (tenant_id = any ((select scoped_tenants())::uuid[]))', one || '_tenant', one);
  end loop;
end $$;
