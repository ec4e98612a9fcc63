-- Every raw event of a tenant and what became of it. Archive and outcomes come from two topics in any order: whichever
-- is first makes the row, the other completes it. elements is null until the event itself has been archived.
-- outcomes: element number -> {kind, id, outcome, reason, by}. Ids are UUIDv7, so both keys grow at their right end and
-- the table can be partitioned by month without another key.
create table raw_webhook_event (
  tenant_id        uuid        not null,
  id               uuid        not null,
  phone_number_id  text,
  subject          text,
  field            text,
  received_at      timestamptz,
  disposition      text,
  elements         integer,
  outcomes         jsonb       not null default '{}',
  applied   integer not null generated always as (jsonb_array_length(jsonb_path_query_array(outcomes, '$.* ? (@.outcome == "APPLIED")'))) stored,
  duplicate integer not null generated always as (jsonb_array_length(jsonb_path_query_array(outcomes, '$.* ? (@.outcome == "DUPLICATE")'))) stored,
  ignored   integer not null generated always as (jsonb_array_length(jsonb_path_query_array(outcomes, '$.* ? (@.outcome == "IGNORED")'))) stored,
  dead      integer not null generated always as (jsonb_array_length(jsonb_path_query_array(outcomes, '$.* ? (@.outcome == "DEAD")'))) stored,
  constraint raw_webhook_event_pk primary key (tenant_id, id)
);

-- Bodies stand apart, so that an outcome does not rewrite them.
create table raw_webhook_body (
  tenant_id    uuid   not null,
  id           uuid   not null,
  record_key   text   not null,
  traceparent  text,
  body         bytea  not null,
  constraint raw_webhook_body_pk primary key (tenant_id, id)
);

-- Which of two statements about one element holds: the better one, whatever came first. That a webhook was switched off
-- says the least, because a replay may follow.
create function outcome_rank(said jsonb) returns integer
  language sql immutable parallel safe
  return case said ->> 'outcome'
    when 'APPLIED' then 4
    when 'DUPLICATE' then 3
    when 'IGNORED' then case when said ->> 'reason' = 'WEBHOOK_DISABLED' then 0 else 2 end
    when 'DEAD' then 1
    else 0 end;

create function merged_outcomes(known jsonb, said jsonb) returns jsonb
  language sql immutable parallel safe
  return case when known = '{}' then said else known || coalesce((
    select jsonb_object_agg(key, value) from jsonb_each(said)
    where not known ? key
      or (outcome_rank(value), value::text) > (outcome_rank(known -> key), (known -> key)::text)), '{}') end;

create function webhook_status(
    disposition text, elements integer, applied integer, duplicate integer, ignored integer, dead integer) returns text
  language sql immutable parallel safe
  return case
    when elements is null then null
    when dead > 0 then 'FAILED'
    when applied + duplicate + ignored < elements and disposition <> 'DISABLED' then 'PENDING'
    when applied + duplicate > 0 then 'PROCESSED'
    else 'IGNORED' end;

create index raw_webhook_event_received on raw_webhook_event (tenant_id, received_at, id)
  where elements is not null;
create index raw_webhook_event_status on raw_webhook_event
  (tenant_id, webhook_status(disposition, elements, applied, duplicate, ignored, dead), received_at, id)
  where elements is not null;

alter table raw_webhook_event enable row level security;
alter table raw_webhook_event force row level security;
create policy raw_webhook_event_tenant on raw_webhook_event
  using (tenant_id = any ((select scoped_tenants())::uuid[])) with check (tenant_id = any ((select scoped_tenants())::uuid[]));

alter table raw_webhook_body enable row level security;
alter table raw_webhook_body force row level security;
create policy raw_webhook_body_tenant on raw_webhook_body
  using (tenant_id = any ((select scoped_tenants())::uuid[])) with check (tenant_id = any ((select scoped_tenants())::uuid[]));
