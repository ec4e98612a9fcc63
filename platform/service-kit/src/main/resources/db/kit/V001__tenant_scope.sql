-- The tenants that the current transaction serves, as the transaction manager has set them; null where none is set, and
-- a comparison with null admits nothing. Policies call it as any ((select scoped_tenants())::uuid[]): the
-- subquery is read once per statement, the cast makes it an array rather than a row source.
create function scoped_tenants() returns uuid[]
  language sql stable parallel safe
  return nullif(current_setting('parley.tenants', true), '')::uuid[];
