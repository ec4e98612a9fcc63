-- A sign-in and the refresh tokens that follow from it, each from the one before. A family is revoked as a whole.
create table refresh_family (
  tenant_id   uuid        not null,
  family_id   uuid        not null,
  user_id     uuid        not null,
  created_at  timestamptz not null,
  expires_at  timestamptz not null,
  revoked_at  timestamptz,
  constraint refresh_family_pk primary key (tenant_id, family_id)
);
create index refresh_family_user on refresh_family (tenant_id, user_id);
create index refresh_family_expiry on refresh_family (expires_at);

-- The token's text names the tenant and the row, so that the tenant is known before anything is read. Its secret is kept
-- as an HMAC only. The successor follows from secret, salt and a key that is not in the database.
create table refresh_token (
  tenant_id   uuid        not null,
  token_id    uuid        not null,
  family_id   uuid        not null,
  secret_mac  bytea       not null,
  salt        bytea       not null,
  expires_at  timestamptz not null,
  used_at     timestamptz,
  constraint refresh_token_pk primary key (tenant_id, token_id)
);
create index refresh_token_expiry on refresh_token (expires_at);

-- Failed sign-ins per account. Exempt from row-level security: they are counted before a tenant is known, for addresses
-- without an account too, and the account is only named by an HMAC of the address.
create table failed_login (
  account_mac  bytea       not null,
  failures     int         not null,
  since        timestamptz not null,
  constraint failed_login_pk primary key (account_mac)
);
create index failed_login_since on failed_login (since);

-- Expired rows may be swept without a tenant; nobody else has a use for them.
alter table refresh_family enable row level security;
alter table refresh_family force row level security;
create policy refresh_family_tenant on refresh_family
  using (tenant_id = any ((select scoped_tenants())::uuid[])) with check (tenant_id = any ((select scoped_tenants())::uuid[]));
create policy refresh_family_sweep_read on refresh_family for select using (expires_at < now() - interval '1 day');
create policy refresh_family_sweep on refresh_family for delete using (expires_at < now() - interval '1 day');

alter table refresh_token enable row level security;
alter table refresh_token force row level security;
create policy refresh_token_tenant on refresh_token
  using (tenant_id = any ((select scoped_tenants())::uuid[])) with check (tenant_id = any ((select scoped_tenants())::uuid[]));
create policy refresh_token_sweep_read on refresh_token for select using (expires_at < now() - interval '1 day');
create policy refresh_token_sweep on refresh_token for delete using (expires_at < now() - interval '1 day');
