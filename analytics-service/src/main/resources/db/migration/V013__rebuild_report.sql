-- What a rebuild could not read again. Null: the topics have lost nothing.
alter table rebuild
  add column complete_since timestamptz,
  add column status_only    bigint not null default 0;   -- messages of which nothing but statuses is known
