-- The most that Meta lets pass in any second, in and out together; null where it has not said.
alter table whatsapp_number add column messages_per_second integer;
