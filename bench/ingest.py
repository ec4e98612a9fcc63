#!/usr/bin/env python3
"""How many webhooks a second the running stack acknowledges, measured with wrk.

    ./parley up --detach && bench/ingest.py

Registers a tenant, connects a number of the sandbox, signs webhooks with the stack's own app secret, and lets wrk post
them in a closed loop to webhook-ingest and then to the gateway. After each round it waits for the ledger: what was
acknowledged must have been received, to the unit, and its CPU counts until then. Needs wrk and python3.
"""
import argparse, hashlib, hmac, json, os, pathlib, random, re, subprocess, sys, tempfile, time, urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
LUA = """
local requests, i = {}, 0
function init()
  for line in io.lines(os.getenv("BODIES")) do
    local tab = line:find("\\t", 1, true)
    requests[#requests + 1] = wrk.format("POST", "/api/webhook", {
      ["Content-Type"] = "application/json", ["X-Hub-Signature-256"] = "sha256=" .. line:sub(1, tab - 1),
    }, line:sub(tab + 1))
  end
end
function request() i = i + 1; return requests[(i - 1) % #requests + 1] end
"""


def call(method, url, body=None, token=None):
    request = urllib.request.Request(url, method=method, data=None if body is None else json.dumps(body).encode())
    request.add_header("Content-Type", "application/json")
    if token:
        request.add_header("Authorization", "Bearer " + token)
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)["data"]


def secret(port, name):
    if os.environ.get(name):
        return os.environ[name]
    for file in (ROOT / ".parley" / str(port)).rglob("secrets.env"):
        found = re.search(rf"^{name}=(.*)$", file.read_text(), re.M)
        if found:
            return found.group(1).strip("'\"")
    sys.exit(f"{name} was found neither in the environment nor under .parley/{port}; is the stack up?")


def webhook(number, chance, place):
    customer = f"4477{chance.randrange(50_000):08d}"
    words = "".join(chance.choice(["\\u00e9\\ud83d\\udc4d "] + ["hello world "] * 4) for _ in range(chance.randrange(20, 110)))
    return (
        '{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{"messaging_product":"whatsapp",'
        f'"metadata":{{"display_phone_number":"442079460123","phone_number_id":"{number}"}},'
        f'"contacts":[{{"profile":{{"name":"Ada Byron"}},"wa_id":"{customer}"}}],"messages":[{{"from":"{customer}",'
        f'"id":"wamid.{number}.{place}","timestamp":"{int(time.time())}","type":"text","text":{{"body":"{words}"}}}}]}}}}]}}]}}'
    ).encode()


def cpu_seconds():
    """CPU time of every process, by its number."""
    ticks = os.sysconf("SC_CLK_TCK")
    used = {}
    for process in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            fields = (process / "stat").read_text().rsplit(")", 1)[1].split()
            command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            used[process.name] = ((int(fields[11]) + int(fields[12])) / ticks, command)
        except (OSError, IndexError):
            continue
    return used


def drained(base, login, acknowledged):
    """Waits until everything that was acknowledged is accounted for, so that a round pays for its own webhooks only."""
    deadline = time.time() + 900
    while True:
        token = call("POST", base + "/api/auth/login", login)["token"]
        totals = call("GET", base + "/api/webhook/ledger?since=2026-01-01T00:00:00Z", token=token)["totals"]
        if totals["received"] >= acknowledged and totals.get("pending", 0) == 0:
            return totals
        if time.time() > deadline:
            sys.exit(f"acknowledged {acknowledged}, but the ledger says {totals}")
        time.sleep(2)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--port", type=int, default=3000, help="of the stack")
    options.add_argument("--seconds", type=int, default=30, help="of each round")
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--connections", type=int, default=32)
    options.add_argument("--bodies", type=int, default=100_000, help="distinct webhooks; wrk begins again after the last")
    given = options.parse_args()
    chance = random.Random(1)
    number = str(chance.randrange(10**14, 10**15) + int(time.time() * 1000) % 10**12)
    base = f"http://127.0.0.1:{given.port}"
    login = {"email": f"bench{number}@example.com", "password": "benchmark-4711"}
    tenant = call("POST", base + "/api/auth/register", login | {"tenantName": "Bench", "name": "Bench"})
    token = tenant["token"]
    call("PATCH", base + "/api/settings", {"whatsappConfig": {"phoneNumberId": number, "accessToken": "bench-token-" + number}}, token)
    key = secret(given.port, "META_APP_SECRET").encode()
    with tempfile.TemporaryDirectory() as folder:
        bodies, script = pathlib.Path(folder, "bodies"), pathlib.Path(folder, "post.lua")
        script.write_text(LUA)
        with bodies.open("wb") as file:
            for place in range(given.bodies):
                body = webhook(number, chance, place)
                file.write(hmac.new(key, body, hashlib.sha256).hexdigest().encode() + b"\t" + body + b"\n")
        acknowledged = 0
        for target, port in [("warm-up", given.port + 2)] + [("ingest", given.port + 2), ("gateway", given.port)] * given.rounds:
            before = cpu_seconds()
            out = subprocess.run(
                ["wrk", "-t1", f"-c{given.connections}", f"-d{given.seconds}s", "--latency", "-s", script, f"http://127.0.0.1:{port}"],
                env=dict(os.environ, BODIES=str(bodies)), capture_output=True, text=True, check=True).stdout
            count = int(re.search(r"(\d+) requests in", out).group(1))
            refused = int((re.search(r"Non-2xx or 3xx responses: (\d+)", out) or [0, 0])[1])
            acknowledged += count - refused
            totals = drained(base, login, acknowledged)
            after = cpu_seconds()
            spent = sum(now - before.get(pid, (0, ""))[0] for pid, (now, command) in after.items()
                        if ("postgres" in command or "parley" in command) and "bench" not in command)
            delay = dict(re.findall(r"(50|99)%\s+(\S+)", out))
            print(f"{target:8} {count / given.seconds:8.0f}/s  refused {refused}  p50 {delay.get('50')}  p99 {delay.get('99')}  "
                  f"CPU of all Parley's processes per 1,000: {1000 * spent / max(count, 1):.2f} s", flush=True)
    # wrk gives up what is in flight at the end of a round, so a few more may have been received than it counted.
    print(f"acknowledged {acknowledged}, ledger {totals}")


if __name__ == "__main__":
    main()
