-- What was correctly signed and names no tenant: unknown numbers, and bodies that cannot be read. It is the operator's
-- and no tenant's, so there is no tenant to scope it by, and no query of the API reads it. Rows of a number move to the
-- tenant that connects it.
create table operator_webhook (
  id               uuid        not null,
  disposition      text        not null,
  phone_number_id  text,
  subject          text        not null,
  record_key       text        not null,
  field            text,
  elements         integer     not null,
  received_at      timestamptz not null,
  traceparent      text,
  body             bytea       not null,
  constraint operator_webhook_pk primary key (id)
);
create index operator_webhook_subject on operator_webhook (subject, received_at, id) where disposition = 'UNROUTED';
