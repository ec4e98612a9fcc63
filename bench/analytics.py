#!/usr/bin/env python3
"""How fast an overview is, against the same answer by GROUP BY on the facts.

    ./parley up --detach --ephemeral && bench/analytics.py [--messages N] [--among M]

Writes facts of a tenant with N messages among M straight into PostgreSQL, 30 % of them conversations' questions, spread over a
year, and has the service's own function count them. Asks for the overview of 30 and of 365 days over HTTP, and takes the same
figures by GROUP BY with psql, alternating. Answers are compared to the unit; time is that of the whole call. Needs psql.
"""
import argparse, datetime, json, pathlib, statistics, subprocess, sys, time, urllib.request, uuid, zoneinfo

ROOT = pathlib.Path(__file__).resolve().parent.parent
ZONE = "Asia/Kolkata"

FACTS = """
insert into message_fact (tenant_id, created_at, id, conversation_id, outbound, asks, accepted, progress)
select '{tenant}', at, gen_random_uuid(), md5(('{tenant}' || (i::bigint * 7919 % {threads})))::uuid, i % 10 >= 3, i % 10 < 3,
  i % 10 >= 3 and i % 97 > 0, case when i % 10 < 3 then 3 when i % 97 = 0 then 2 when i % 13 = 0 then 1 when i % 3 = 0 then 3 else 4 end
from (select i, now() - (i * 364.0 * 86400 / {number}) * interval '1 s' as at from generate_series(1, {number}) i) as g"""

REFERENCE = """
with facts as materialized (
  select conversation_id, outbound, accepted, progress, (created_at at time zone '{zone}')::date as day
  from message_fact where tenant_id = '{tenant}' and created_at >= ('{earliest}'::timestamp at time zone '{zone}')),
days as (
  select day, count(*) filter (where accepted) as sent, count(*) filter (where not outbound) as received from facts group by day)
select json_build_object(
  'totals', (select json_build_array(count(*), count(distinct conversation_id)) from facts where day >= '{first}'),
  'sent', (select json_build_array(count(*) filter (where accepted and day >= '{today}'), count(*) filter (where accepted and day >= '{monday}'),
    count(*) filter (where accepted and day >= '{month}')) from facts),
  'byStatus', (select json_build_array(count(*) filter (where outbound and progress in (1, 3, 4)), count(*) filter (where outbound and progress >= 3),
    count(*) filter (where outbound and progress = 4), count(*) filter (where outbound and progress = 2)) from facts where day >= '{first}'),
  'days', (select json_agg(json_build_array(day, sent, received) order by day) from days where day >= '{first}'))"""


def call(method, url, body=None, token=None):
    request = urllib.request.Request(url, method=method, data=None if body is None else json.dumps(body).encode())
    request.add_header("Content-Type", "application/json")
    if token:
        request.add_header("Authorization", "Bearer " + token)
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)["data"]


class Stack:
    """A whole stack on its port, or a service by itself with the database that it uses."""

    def __init__(self, options):
        if options.service:
            self.login = None
            self.service, self.database, self.tenant, self.token = options.service, options.database, options.tenant, options.token
            return
        port = options.port
        data = pathlib.Path((ROOT / ".parley" / str(port) / "data-folder").read_text().strip())
        password = (data / "postgres/password").read_text().strip()
        self.service, self.database = f"http://127.0.0.1:{port + 7}", f"postgresql://parley:{password}@127.0.0.1:{port + 10}/parley"
        self.gateway, self.login = f"http://127.0.0.1:{port}", {"email": f"bench{uuid.uuid4().hex}@example.com", "password": "benchmark-4711"}
        made = call("POST", self.gateway + "/api/auth/register", self.login | {"tenantName": "Bench", "name": "Bench"})
        self.tenant, self.token = made["tenant"]["id"], made["token"]

    def sign_in_again(self):
        """Filling takes longer than a token lives."""
        if self.login:
            self.token = call("POST", self.gateway + "/api/auth/login", self.login)["token"]

    def sql(self, *statements):
        commands = [part for one in ("set search_path = analytics", *statements) for part in ("-c", one)]
        done = subprocess.run(["psql", "-qXAt", "-v", "ON_ERROR_STOP=1", "-d", self.database, *commands], capture_output=True, text=True)
        if done.returncode:
            sys.exit(done.stderr)
        return done.stdout.strip()

    def overview(self, days):
        return call("GET", f"{self.service}/api/analytics/overview?days={days}&tz={ZONE}", token=self.token)


def fill(stack, messages, among):
    others = [str(uuid.uuid4()) for _ in range(4)] if among > messages else []
    began = time.time()
    for tenant, number in [(stack.tenant, messages)] + [(other, (among - messages) // len(others)) for other in others]:
        stack.sql(FACTS.format(tenant=tenant, number=number, threads=max(1, number // 20)))
        stack.sql(f"select recount('{tenant}')")
    stack.sql("vacuum analyze message_fact", "vacuum analyze message_bucket", "vacuum analyze thread")
    size = stack.sql("select pg_size_pretty(sum(pg_total_relation_size(inhrelid))) from pg_inherits where inhparent = 'message_fact'::regclass")
    print(f"{messages:,} messages among {among:,} written and counted in {time.time() - began:.0f} s; facts take {size}", flush=True)


def reference(stack, days):
    today = datetime.datetime.now(zoneinfo.ZoneInfo(ZONE)).date()
    first, monday, month = today - datetime.timedelta(days=days - 1), today - datetime.timedelta(days=today.weekday()), today.replace(day=1)
    return REFERENCE.format(zone=ZONE, tenant=stack.tenant, first=first, monday=monday, month=month, today=today, earliest=min(first, monday, month))


def figures(data):
    totals, status = data["overview"], data["messagesByStatus"]
    return {
        "totals": [totals["totalMessages"], totals["totalConversations"]],
        "sent": [totals["sentToday"], totals["sentThisWeek"], totals["sentThisMonth"]],
        "byStatus": [status["sent"], status["delivered"], status["read"], status["failed"]],
        "days": [[day["date"], day["sent"], day["received"]] for day in data["dailyActivity"]]}


def compare(stack, days, rounds):
    for _ in range(20):
        stack.overview(days)
    ratios = []
    for _ in range(rounds):
        ours = []
        for _ in range(20):
            began = time.perf_counter()
            data = stack.overview(days)
            ours.append(time.perf_counter() - began)
        answer, theirs = None, []
        for _ in range(2):
            # its own time, without the start of psql
            out = stack.sql("\\timing on", reference(stack, days)).splitlines()
            answer = json.loads(next(line for line in out if line.startswith("{")))
            theirs.append(float(out[-1].split()[1]) / 1_000)
        assert figures(data) == answer, (figures(data), answer)
        ratios.append(statistics.median(theirs) / statistics.median(ours))
        print(f"  {days:3} days: overview {statistics.median(ours) * 1e3:.1f} ms (slowest {max(ours) * 1e3:.1f}), GROUP BY {statistics.median(theirs) * 1e3:,.0f} ms; "
              f"same answer, 1/{ratios[-1]:.0f}", flush=True)
    print(f"{days} days: 1/{statistics.median(ratios):.0f} of the time of GROUP BY (1/{min(ratios):.0f} to 1/{max(ratios):.0f})", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=3000, help="of the stack")
    parser.add_argument("--service", help="address of analytics-service, to do without the rest of the stack; with the next three")
    parser.add_argument("--database", help="postgresql://user:password@host:port/database; the user must see every row")
    parser.add_argument("--tenant", help="id of the tenant of --token")
    parser.add_argument("--token", help="access token")
    parser.add_argument("--messages", type=int, default=10_000_000)
    parser.add_argument("--among", type=int, default=50_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    stack = Stack(options)
    fill(stack, options.messages, options.among)
    for days in (30, 365):
        stack.sign_in_again()
        compare(stack, days, options.rounds)
