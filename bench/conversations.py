#!/usr/bin/env python3
"""How long lists of conversations take for a tenant with 200,000 of them among a million.

    ./parley up --detach --ephemeral && bench/conversations.py

Registers a tenant, writes conversations with their last messages into its inbox and into those of others (counters and
search keys follow by the service's own triggers), then asks conversation-service for pages, one at a time over one
connection, and compares with its first page. Totals are compared with a recount. Needs psql and python3. With --url,
--token, --tenant and --database it measures a service that was started by hand.
"""
import argparse, http.client, json, os, pathlib, random, statistics, subprocess, sys, time, urllib.parse, urllib.request, uuid

ROOT = pathlib.Path(__file__).resolve().parent.parent
CHUNK = 20_000
FILL = """
insert into conversation.conversation (tenant_id, id, phone_number_id, phone_number, phone_key, contact_name, status, assigned_to,
  tags, version, unread_count, last_message_at, last_message_id, untrimmed, search_text, changed, revision, created_at, updated_at)
select '{tenant}', gen_random_uuid(), '1', '+4477' || lpad(i::text, 8, '0'), '4477' || lpad(i::text, 8, '0'), name,
  case when i % 4 = 0 then 'OPEN' else 'CLOSED' end, case when i % 3 = 0 then agents.id[1 + i % 20] end,
  case when i % 40 = 0 then array['vip'] else '{{}}' end, 1, (i % 10 = 0)::integer,
  date_trunc('milliseconds', now() - i * interval '97 s'), gen_random_uuid(), 0,
  lower(name) || E'\\n' || '4477' || lpad(i::text, 8, '0'), '{{}}', 1, now(), now()
from generate_series({first}, {last}) i
cross join (select array_agg(md5('{tenant}' || a)::uuid order by a) as id from generate_series(1, 20) a) agents
cross join lateral (select (array['Ada','Grace','Edsger','Barbara','Alan','Radia','Leslie','Frances','Tony','Shafi','Amir','Jean',
    'Dana','Fernando','Ivan','Lynn','Vint','Whitfield','Martin','Donald'])[1 + i % 20] || ' '
  || (array['Lovelace','Hopper','Dijkstra','Liskov','Turing','Perlman','Lamport','Allen','Hoare','Goldwasser','Pnueli','Sammet',
    'Scott','Corbato','Sutherland','Conway','Cerf','Diffie','Hellman','Knuth','Milner','Rivest','Tarjan','Valiant','Wirth','Yao',
    'Zuse','Backus','Codd'])[1 + i / 20 % 29] || ' ' || substr(md5(i::text), 1, 4)) named (name);
"""
MESSAGES = """
insert into conversation.recent_message (tenant_id, conversation_id, id, created_at, position, inbound, body, body_rank, body_at, status,
  updated_at)
select tenant_id, id, last_message_id, last_message_at, 1, true, jsonb_build_object('id', last_message_id, 'conversationId', id,
    'direction', 'INBOUND', 'type', 'TEXT', 'content', jsonb_build_object('text', repeat('hello world ', 8)), 'status', 'DELIVERED',
    'from', phone_number, 'to', '+442079460123', 'phoneNumberId', '1', 'createdAt', last_message_at, 'updatedAt', last_message_at),
  0, last_message_at, 'DELIVERED', last_message_at
from conversation.conversation where tenant_id = '{tenant}'
"""


def psql(database, sql, schema="conversation"):
    command = ["psql", "-qAtX", "-v", "ON_ERROR_STOP=1", database]
    done = subprocess.run(command, input=f"set search_path = {schema};\n" + sql, text=True, capture_output=True)
    if done.returncode:
        sys.exit(done.stderr)
    return done.stdout.strip()


def fill(database, tenant, size):
    for first in range(1, size + 1, CHUNK):
        psql(database, FILL.format(tenant=tenant, first=first, last=min(size, first + CHUNK - 1)))
    psql(database, MESSAGES.format(tenant=tenant))


def call(method, url, body=None):
    request = urllib.request.Request(url, method=method, data=None if body is None else json.dumps(body).encode())
    request.add_header("Content-Type", "application/json")
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)["data"]


class Service:
    def __init__(self, url, token, path="/api/conversations"):
        self.path = path
        self.connection = http.client.HTTPConnection(urllib.parse.urlsplit(url).netloc)
        self.headers = {"Authorization": "Bearer " + token}

    def list(self, query):
        began = time.perf_counter()
        self.connection.request("GET", f"{self.path}?{query}", headers=self.headers)
        answer = self.connection.getresponse()
        body = answer.read()
        took = (time.perf_counter() - began) * 1000
        if answer.status != 200:
            sys.exit(f"{query}: {answer.status} {body[:500]}")
        return took, json.loads(body)["data"]


def arguments(description, size):
    options = argparse.ArgumentParser(description=description.splitlines()[0])
    options.add_argument("--port", type=int, default=3000)
    options.add_argument("--size", type=int, default=size)
    options.add_argument("--others", type=int, default=4, help="tenants of the same size")
    options.add_argument("--times", type=int, default=300, help="requests of each kind, taken in turns")
    options.add_argument("--url"), options.add_argument("--token"), options.add_argument("--tenant"), options.add_argument("--database")
    options.add_argument("--filled", action="store_true", help="the rows are there already")
    return options.parse_args()


def whose(o):
    """A tenant's token and id, and the database."""
    token, tenant, database = o.token, o.tenant, o.database
    if not o.url:
        o.login = {"email": f"{uuid.uuid4()}@bench.example", "password": "SecurePass123!"}
        answer = call("POST", f"http://127.0.0.1:{o.port}/api/auth/register", o.login | {"tenantName": "Bench", "name": "Bench"})
        token, tenant = answer["token"], answer["tenant"]["id"]
        home = ROOT / ".parley" / str(o.port)
        password = pathlib.Path((home / "data-folder").read_text().strip(), "postgres", "password")
        database = f"postgresql://parley:{password.read_text().strip()}@127.0.0.1:{o.port + 10}/parley"
    return token, tenant, database


def fresh(o, token):
    """A token with all its time before it: filling may take longer than one is good for."""
    return token if o.url else call("POST", f"http://127.0.0.1:{o.port}/api/auth/login", o.login)["token"]


def measure(service, kinds, turns):
    """Asks for each kind as often, in turns, and compares with the first of them."""
    times = {name: [] for name in kinds}
    for turn in range(turns + 30):
        order = list(kinds)
        random.shuffle(order)
        for name in order:
            took, _ = service.list(kinds[name])
            if turn >= 30:
                times[name].append(took)
    first = statistics.median(times["page 1"])
    for name, taken in times.items():
        taken.sort()
        print(f"{name:28} p50 {statistics.median(taken):7.2f} ms  p99 {taken[int(len(taken) * 0.99) - 1]:7.2f} ms"
              f"  {statistics.median(taken) / first:5.2f} x page 1", flush=True)


def main():
    o = arguments(__doc__, 200_000)
    token, tenant, database = whose(o)
    if not o.filled:
        began = time.time()
        for owner in [tenant] + [str(uuid.uuid4()) for _ in range(o.others)]:
            fill(database, owner, o.size)
        psql(database, "vacuum analyze conversation; vacuum analyze recent_message; vacuum analyze conversation_key; analyze inbox_count")
        print(f"{o.size * (1 + o.others):,} conversations written in {time.time() - began:.0f} s")
    service = Service(o.url or f"http://127.0.0.1:{o.port + 4}", fresh(o, token))
    total = int(psql(database, f"select count(*) from conversation where tenant_id = '{tenant}'"))
    limit = max(1, total // 10_000 - 1)
    cursor = urllib.parse.quote(service.list(f"limit={limit}&page=9000")[1]["pagination"]["nextCursor"])
    agent = psql(database, f"select assigned_to from conversation where tenant_id = '{tenant}' and assigned_to is not null limit 1")
    kinds = {
        "page 1": f"limit={limit}",
        "page 10,000": f"limit={limit}&page=10000",
        "by cursor, 9,000 pages deep": f"limit={limit}&cursor={cursor}",
        "page 1 of 50": "limit=50",
        "page 3,000 of 50": "limit=50&page=3000",
        "open ones": "status=OPEN",
        "assigned to one of 20": f"assignedTo={agent}&status=OPEN",
        "unread": "unread=true",
        "tag that 2.5 % have": "tag=vip",
        "search, one match": "search=" + urllib.parse.quote("+4477 00012345"),
        "search, some 350 matches": "search=" + urllib.parse.quote("ada lovelace"),
        "search, 5 % match": "search=grace",
        "search, none": "search=nobody",
    }
    where = {
        "open ones": "status = 'OPEN'", "unread": "unread_count > 0", "tag that 2.5 % have": "'vip' = any (tags)",
        "assigned to one of 20": f"assigned_to = '{agent}' and status = 'OPEN'", "search, 5 % match": "search_text like '%grace%'",
        "search, some 350 matches": "search_text like '%ada lovelace%'",
    }
    for name, condition in where.items():
        counted = int(psql(database, f"select count(*) from conversation where tenant_id = '{tenant}' and {condition}"))
        said = service.list(kinds[name])[1]["pagination"]["total"]
        if said != counted:
            sys.exit(f"{name}: total {said}, recounted {counted}")
    measure(service, kinds, o.times)


if __name__ == "__main__":
    main()
