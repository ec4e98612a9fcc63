-- Whose revision it is: a customer's of what came in, or the business's, made on its own phone, of what went out.
alter table message_revision add column direction text not null default 'INBOUND';

-- A status about one member of a group says less than one about the message: a failure for one is no failure for all.
alter table message_status add column participant boolean not null default false;
