-- WhatsApp may raise a number's throughput by itself and says so in a webhook. That holds until the settings say something
-- else than they did: what they repeat they may have asked WhatsApp long before.
alter table send_lane add column upgraded_to integer;
alter table send_lane add column rate integer generated always as (coalesce(upgraded_to, messages_per_second)) stored;
