#!/usr/bin/env python3
"""Whether messages leave at a number's limit, and never above it, with many numbers at once.

    ./parley up --detach && bench/send.py --numbers 25 --limit 80 --seconds 60

Registers one tenant for each number, connects it at the sandbox with the given limit, writes queues long enough for the
time straight into the database (the door is not what is measured) and lets the dispatcher work them off. The sandbox counts
each number's busiest sliding second and refuses what is too much (130429). With --victims, that many further numbers send
one message a second each through the API, first alone, then beside the others: how much longer do theirs take? Needs python3 and psql.
"""
import argparse, concurrent.futures, json, os, pathlib, random, re, subprocess, sys, time, urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent


def call(method, url, body=None, token=None):
    request = urllib.request.Request(url, method=method, data=None if body is None else json.dumps(body).encode())
    request.add_header("Content-Type", "application/json")
    if token:
        request.add_header("Authorization", "Bearer " + token)
    with urllib.request.urlopen(request) as answer:
        text = json.load(answer)
        return text.get("data", text)


def database(port):
    if os.environ.get("DATABASE_URL"):
        return os.environ["DATABASE_URL"]
    for process in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            for entry in (process / "environ").read_bytes().split(b"\0"):
                if entry.startswith(b"DATABASE_URL=") and f":{port + 10}/".encode() in entry:
                    return entry.split(b"=", 1)[1].decode()
        except OSError:
            continue
    sys.exit("DATABASE_URL was found neither in the environment nor in that of a running service; is the stack up?")


def sql(url, text):
    return subprocess.run(["psql", "-qAtX", "-v", "ON_ERROR_STOP=1", url], input=text, capture_output=True, text=True, check=True).stdout


def define(sandbox, number, limit):
    call("PUT", f"{sandbox}/sandbox/numbers/{number}", {"accessToken": "bench-" + number, "messagesPerSecond": limit})


def connect(base, sandbox, number, limit):
    define(sandbox, number, limit)
    login = {"email": f"bench{number}@example.com", "password": "benchmark-4711"}
    answer = call("POST", base + "/api/auth/register", login | {"tenantName": "Bench", "name": "Bench"})
    call("PATCH", base + "/api/settings", {"whatsappConfig": {"phoneNumberId": number, "accessToken": "bench-" + number}}, answer["token"])
    return {"number": number, "tenant": answer["tenant"]["id"], "token": answer["token"]}


def fill(url, tenants, each, customers, start):
    """Queues {each} messages for each tenant, to its customers in turn, to be let go together at {start}."""
    numbers = ",".join(f"('{one['tenant']}'::uuid,'{one['number']}')" for one in tenants)
    sql(url, f"""
        set search_path to messaging;
        create temporary table made as
        select t.tenant, t.number, gen_random_uuid() as message, i % {customers} as customer,
          md5(t.tenant::text || (i % {customers}))::uuid as conversation, i
        from (values {numbers}) as t (tenant, number), generate_series(1, {each}) as i;
        insert into messaging.message (tenant_id, id, conversation_id, customer_id, phone_number_id, direction, type, content, status,
          from_address, to_address, created_at, updated_at)
        select tenant, message, conversation, conversation, number, 'OUTBOUND', 'TEXT', jsonb_build_object('text', 'No. ' || i), 'QUEUED',
          '+442079460123', '+4477' || lpad(customer::text, 8, '0'), now(), now() from made order by i, tenant;
        insert into messaging.send_queue (tenant_id, message_id, conversation_id, phone_number_id, due_at, queued_at)
        select tenant, message, conversation, number, '{start}', now() from made order by i, tenant;
        analyze messaging.send_queue; analyze messaging.message;""")


def drain(url):
    """Waits until nothing is queued any more, of this run or of one before it."""
    while int(sql(url, "select count(*) from messaging.send_queue where state = 'READY' and due_at < now() + interval '1 minute'")):
        time.sleep(1)


def cpu_seconds(port):
    """CPU time of the stack's processes by name, PostgreSQL's children included, also those that have ended."""
    ticks, used = os.sysconf("SC_CLK_TCK"), {}
    for file in (ROOT / ".parley" / str(port) / "run").glob("*.pid"):
        pid = re.search(r"^pid=(\d+)", file.read_text(), re.M).group(1)
        for process in [pid] + pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            try:
                fields = pathlib.Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
                used[file.stem] = used.get(file.stem, 0) + sum(int(field) for field in fields[11:15]) / ticks
            except OSError:
                continue
    return used


def latencies(url, base, victims, seconds):
    """Milliseconds from a message's acceptance to WhatsApp's, for one message a second from each of the victims."""
    with concurrent.futures.ThreadPoolExecutor(len(victims)) as pool:
        def talk(victim):
            for second in range(seconds):
                begun = time.time()
                call("POST", base + "/api/messages", {"to": f"+4478{random.randrange(10**8):08d}", "type": "text", "content": {"text": "Hi"}}, victim["token"])
                time.sleep(max(0, 1 - (time.time() - begun)))
        list(pool.map(talk, victims))
    time.sleep(3)
    tenants = ",".join(f"'{one['tenant']}'" for one in victims)
    rows = sql(url, f"""select extract(epoch from sent_at - created_at) * 1000 from messaging.message
        where tenant_id in ({tenants}) and created_at > now() - interval '{seconds + 6} seconds' and sent_at is not null""").split()
    times = sorted(float(row) for row in rows)
    return {"sent": len(times), "p50": times[len(times) // 2], "p99": times[int(len(times) * 0.99)]}


def sent_between(url, tenants, begun, ended):
    """How many messages of these tenants WhatsApp took in that time; in seconds since 1970."""
    of_them = ",".join(f"'{one['tenant']}'" for one in tenants) or "null"
    return int(sql(url, f"""select count(*) from messaging.message where tenant_id in ({of_them})
        and sent_at >= to_timestamp({begun}) and sent_at < to_timestamp({ended})"""))


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--port", type=int, default=3000, help="of the stack")
    options.add_argument("--numbers", type=int, default=200)
    options.add_argument("--limit", type=int, default=80, help="messages a second of each number")
    options.add_argument("--seconds", type=int, default=60)
    options.add_argument("--warm-up", type=int, default=30_000, help="messages that are sent before, for the compilers")
    options.add_argument("--victims", type=int, default=0, help="numbers of other tenants that send a little")
    given = options.parse_args()
    base, url = f"http://127.0.0.1:{given.port}", database(given.port)
    sandbox = f"http://127.0.0.1:{given.port + 9}"
    first = random.randrange(10**12, 10**13)
    call("PUT", sandbox + "/sandbox/faults", {"rules": [], "statuses": {"drop": 1.0}})
    tenants = [connect(base, sandbox, str(first + i), given.limit) for i in range(given.numbers)]
    victims = [connect(base, sandbox, str(first + 10_000 + i), 80) for i in range(given.victims)]
    time.sleep(2)
    drain(url)
    if given.warm_up:
        fill(url, tenants, given.warm_up // given.numbers, 500, "now")
        drain(url)
    if victims:
        latencies(url, base, victims, 5)
        print("others, alone:           ", latencies(url, base, victims, given.seconds // 2), flush=True)
    each = given.limit * (given.seconds + 5)
    start = time.time() + 10 + given.numbers * each / 20_000
    customers = 8 * given.limit  # so that nobody gets two within six seconds, which the pair rate would hold back
    fill(url, tenants, each, customers, time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(start)))
    call("DELETE", sandbox + "/sandbox/state")  # and with it the numbers
    for one in tenants + victims:
        define(sandbox, one["number"], given.limit if one in tenants else 80)
    if time.time() > start:
        sys.exit("writing the queues took too long")
    time.sleep(start + 5 - time.time())
    before, count = cpu_seconds(given.port), call("GET", sandbox + "/sandbox/sends?limit=1")["total"]
    begun = time.time()
    if victims:
        print("others, beside the queues:", latencies(url, base, victims, given.seconds - 10), flush=True)
    time.sleep(max(0, begun + given.seconds - 5 - time.time()))
    ended, total, after = time.time(), call("GET", sandbox + "/sandbox/sends?limit=1")["total"], cpu_seconds(given.port)
    passed, everybodys = ended - begun, total - count
    sent = everybodys - sent_between(url, victims, begun, ended)
    state = call("GET", sandbox + "/sandbox/state")
    ours = {one["number"] for one in tenants}
    peaks = {number: peak for number, peak in state["peakPerSecond"].items() if number in ours}
    codes = sql(url, f"""select coalesce(error ->> 'code', '-'), count(*) from messaging.message
        where tenant_id in ({','.join("'" + one['tenant'] + "'" for one in tenants)}) and (error is not null or status = 'FAILED') group by 1""")
    most = given.numbers * given.limit
    print(f"{given.numbers} numbers at {given.limit}/s: {sent / passed:.0f}/s of {most}/s = {sent / passed / most:.3f}; busiest second of any number "
          f"{max(peaks.values())}; errors {codes.split() or 'none'}; seconds of CPU per 1,000 sends: "
          + ", ".join(f"{name} {1000 * (after[name] - before[name]) / everybodys:.2f}" for name in sorted(after) if name in before))


if __name__ == "__main__":
    main()
