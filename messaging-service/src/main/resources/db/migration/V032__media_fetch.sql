-- Files that are to be fetched from WhatsApp. One worker serves all tenants, so it reads and changes rows of any; they hold ids
-- and times, nothing of a file. A claim moves due_at into the future and its process keeps moving it; a process that dies
-- stops doing so, and the file is due again.
create table media_fetch (
  tenant_id  uuid        not null,
  media_id   uuid        not null,
  due_at     timestamptz not null,
  attempts   integer     not null default 0,
  claimed_at timestamptz,
  constraint media_fetch_pk primary key (tenant_id, media_id)
);
create index media_fetch_due on media_fetch (due_at);

alter table media_fetch enable row level security;
alter table media_fetch force row level security;
create policy media_fetch_add on media_fetch for insert with check (tenant_id = any ((select scoped_tenants())::uuid[]));
create policy media_fetch_read on media_fetch for select using (true);
create policy media_fetch_change on media_fetch for update using (true);
create policy media_fetch_delete on media_fetch for delete using (true);
