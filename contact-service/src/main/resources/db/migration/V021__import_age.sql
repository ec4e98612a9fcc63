-- How old imports are, so that old ones are found. One sweeper serves all tenants, so it reads and deletes rows of any; they
-- hold ids and times.
create table import_age (
  tenant_id  uuid        not null,
  job_id     uuid        not null,
  created_at timestamptz not null,
  constraint import_age_pk primary key (tenant_id, job_id)
);
create index import_age_created on import_age (created_at);

-- What is there already; the owner sees all of it for this once.
alter table import_job no force row level security;
insert into import_age (tenant_id, job_id, created_at) select tenant_id, id, created_at from import_job;
alter table import_job force row level security;

alter table import_age enable row level security;
alter table import_age force row level security;
create policy import_age_add on import_age for insert with check (tenant_id = any ((select scoped_tenants())::uuid[]));
create policy import_age_read on import_age for select using (true);
create policy import_age_delete on import_age for delete using (true);
