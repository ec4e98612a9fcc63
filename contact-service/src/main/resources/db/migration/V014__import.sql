-- An import and how far it has come. processed rows are in the table, with everything that came of them, or none of it.
create table import_job (
  tenant_id   uuid        not null,
  id          uuid        not null,
  status      text        not null,
  created_by  uuid        not null,
  layout      jsonb       not null,      -- charset, delimiter and which column is what
  total       integer     not null,
  processed   integer     not null default 0,
  created     integer     not null default 0,
  updated     integer     not null default 0,
  unchanged   integer     not null default 0, -- of the updated
  failed      integer     not null default 0,
  errors      jsonb       not null default '[]',
  created_at  timestamptz not null,
  updated_at  timestamptz not null,
  constraint import_job_pk primary key (tenant_id, id),
  constraint import_job_status check (status in ('QUEUED', 'RUNNING', 'COMPLETED', 'FAILED'))
);

-- The file, until it has been imported: any instance can go on with it.
create table import_chunk (
  tenant_id uuid    not null,
  job_id    uuid    not null,
  seq       integer not null,
  bytes     bytea   not null,
  constraint import_chunk_pk primary key (tenant_id, job_id, seq)
);
alter table import_chunk alter column bytes set storage external;

-- Imports that are not finished. Workers serve all tenants, so they read and change rows of any; they hold ids and times.
create table import_queue (
  tenant_id   uuid        not null,
  job_id      uuid        not null,
  position    bigint      generated always as identity,
  worker      uuid,
  lease_until timestamptz,
  constraint import_queue_pk primary key (tenant_id, job_id)
);
create index import_queue_position on import_queue (position);

alter table import_job enable row level security;
alter table import_job force row level security;
create policy import_job_tenant on import_job
  using (tenant_id = any ((select scoped_tenants())::uuid[])) with check (tenant_id = any ((select scoped_tenants())::uuid[]));

alter table import_chunk enable row level security;
alter table import_chunk force row level security;
create policy import_chunk_tenant on import_chunk
  using (tenant_id = any ((select scoped_tenants())::uuid[])) with check (tenant_id = any ((select scoped_tenants())::uuid[]));

alter table import_queue enable row level security;
alter table import_queue force row level security;
create policy import_queue_add on import_queue for insert with check (tenant_id = any ((select scoped_tenants())::uuid[]));
create policy import_queue_read on import_queue for select using (true);
create policy import_queue_change on import_queue for update using (true);
create policy import_queue_delete on import_queue for delete using (true);
