-- The tenants that the current transaction serves, as the transaction manager has set them; null where none is set, and
-- a comparison with null admits nothing. Policies call it as (select scoped_tenants()), so that a statement reads it once.
create function scoped_tenants() returns uuid[]
  language sql stable parallel safe
  return nullif(current_setting('parley.tenants', true), '')::uuid[];
