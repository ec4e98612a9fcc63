alter table message
  add column context    jsonb,                              -- forwarded, referral, referred product of an inbound one
  add column origin     text,                               -- PHONE_APP or HISTORY where it did not pass through Parley
  add column edited_at  timestamptz,
  add column revoked_at timestamptz;
