#!/usr/bin/env python3
"""How long lists of messages take for a tenant with a million of them among five millions, in 200,000 conversations.

    ./parley up --detach --ephemeral && bench/messages.py

Registers a tenant, writes messages of the last year for it and for others (counters follow by the service's own triggers),
then asks messaging-service for pages, one at a time over one connection, and compares with its first page. Totals are
compared with a recount. Needs psql and python3. With --url, --token, --tenant and --database it measures a service that
was started by hand.
"""
import sys, time, urllib.parse, uuid
from conversations import Service, arguments, fresh, measure, psql, whose

CHUNK = 50_000
CONVERSATIONS = 40_000
FILL = """
insert into message (tenant_id, id, conversation_id, customer_id, phone_number_id, direction, type, content, status, from_address,
  to_address, wamid, created_at, updated_at)
select '{tenant}', gen_random_uuid(), md5('{tenant}' || i % {conversations})::uuid, md5(i % {conversations} || '{tenant}')::uuid, '1',
  case when i % 2 = 0 then 'INBOUND' else 'OUTBOUND' end, case when i % 20 = 0 then 'IMAGE' else 'TEXT' end,
  jsonb_build_object('text', repeat('hello world ', 8)),
  case when i % 200 = 1 then 'FAILED' when i % 2 = 0 or i % 3 = 0 then 'DELIVERED' else 'READ' end,
  '+4477' || lpad((i % {conversations})::text, 8, '0'), '+442079460123', 'wamid.' || md5('{tenant}' || i), at, at
from generate_series({first}, {last}) i
cross join lateral (select date_trunc('milliseconds', now() - i * interval '30 s')) made (at)
"""


def main():
    o = arguments(__doc__, 1_000_000)
    token, tenant, database = whose(o)
    if not o.filled:
        began = time.time()
        for owner in [tenant] + [str(uuid.uuid4()) for _ in range(o.others)]:
            for first in range(1, o.size + 1, CHUNK):
                psql(database, FILL.format(tenant=owner, conversations=CONVERSATIONS, first=first, last=min(o.size, first + CHUNK - 1)), "messaging")
        psql(database, "vacuum analyze message", "messaging")
        print(f"{o.size * (1 + o.others):,} messages written in {time.time() - began:.0f} s", flush=True)
    service = Service(o.url or f"http://127.0.0.1:{o.port + 3}", fresh(o, token), "/api/messages")
    cursor = urllib.parse.quote(service.list("limit=50&page=9000")[1]["pagination"]["nextCursor"])
    some = psql(database, f"select conversation_id from message where tenant_id = '{tenant}' limit 1", "messaging")
    kinds = {
        "page 1": "limit=50",
        "page 10,000": "limit=50&page=10000",
        "by cursor, 9,000 pages deep": f"limit=50&cursor={cursor}",
        "of one conversation": f"limit=50&conversationId={some}",
        "inbound ones": "limit=50&direction=INBOUND",
        "failed ones": "limit=50&status=FAILED",
        "failed ones, page 50": "limit=50&status=FAILED&page=50",
        "images": "limit=50&type=IMAGE",
    }
    where = {"page 1": "true", "inbound ones": "direction = 'INBOUND'", "failed ones": "status = 'FAILED'", "images": "type = 'IMAGE'",
             "of one conversation": f"conversation_id = '{some}'"}
    for name, condition in where.items():
        counted = int(psql(database, f"select count(*) from message where tenant_id = '{tenant}' and {condition}", "messaging"))
        said = service.list(kinds[name])[1]["pagination"]["total"]
        if said != counted:
            sys.exit(f"{name}: total {said}, recounted {counted}")
    measure(service, kinds, o.times)


if __name__ == "__main__":
    main()
