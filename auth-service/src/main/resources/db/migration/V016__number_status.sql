-- What the service that sends has found out about a number since its settings were last changed; gone with the next change.
alter table whatsapp_number
  add column found_status text,
  add column found_reason text,
  add column found_at     timestamptz;
