-- Keys that sign access tokens. They belong to the platform, not to a tenant. The key pair (a private JWK) is encrypted
-- under JWT_SECRET; all keys here are published, the newest one whose time has come signs.
create table signing_key (
  key_id       text        not null,
  wrapped      bytea       not null,
  created_at   timestamptz not null,
  signs_from   timestamptz not null,
  constraint signing_key_pk primary key (key_id)
);
