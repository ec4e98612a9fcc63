#!/usr/bin/env python3
"""How fast contacts are imported and exported, against what PostgreSQL does alone with the same table and indexes.

    ./parley up --detach --ephemeral && bench/contacts.py

Imports a file of a million contacts (5 % of its rows name somebody again, 2 % are bad) into a new tenant and waits for the
end of the import. The reference is COPY of the clean rows, triggers and indexes included, into another tenant. Then the
contacts are exported over HTTP, and by psql's COPY TO. Rounds alternate. The heap of contact-service is looked at right
after full collections, before and meanwhile. Another tenant asks for lists through the gateway all the time, twenty a second:
how long it waits is told of the time before an import and of the import. Needs curl, psql and the jcmd of a JDK 25.
"""
import argparse, itertools, json, os, pathlib, random, re, statistics, subprocess, tempfile, threading, time, urllib.request, uuid

ROOT = pathlib.Path(__file__).resolve().parent.parent
COLUMNS = "phone_number,phone_key,user_id,name,name_by_hand,name_at,email,tags,opted_out,opted_at,search,grams,version,created_at,updated_at"
FIRST = "Ada Grace Linus Zoë André Müller Søren Björk Chloé Łukasz Nguyễn José Wei Fatima Olga Ivan Mary John Paul Anna".split()
LAST = "Byron Hopper Torvalds Smith García Jones Brown Davis Wilson Taylor Martin Lee White Harris Clark Lewis Walker".split()


def call(method, url, body=None, token=None):
    request = urllib.request.Request(url, method=method, data=None if body is None else json.dumps(body).encode())
    request.add_header("Content-Type", "application/json")
    if token:
        request.add_header("Authorization", "Bearer " + token)
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)["data"]


class Stack:
    def __init__(self, port):
        self.port, self.home = port, ROOT / ".parley" / str(port)
        data = pathlib.Path((self.home / "data-folder").read_text().strip())
        self.environment = dict(os.environ, PGPASSWORD=(data / "postgres/password").read_text().strip())
        self.login = {"password": "benchmark-4711"}

    def tenant(self):
        self.login["email"] = f"bench{uuid.uuid4().hex}@example.com"
        made = call("POST", f"http://127.0.0.1:{self.port}/api/auth/register", self.login | {"tenantName": "Bench", "name": "Bench"})
        return made["tenant"]["id"], made["token"]

    def neighbour(self):
        login = {"email": f"bench{uuid.uuid4().hex}@example.com", "password": "benchmark-4711"}
        return call("POST", f"http://127.0.0.1:{self.port}/api/auth/register", login | {"tenantName": "Next door", "name": "Bench"})["token"]

    def token(self):
        return call("POST", f"http://127.0.0.1:{self.port}/api/auth/login", self.login)["token"]

    def heap(self):
        """Megabytes that a full collection leaves."""
        pid = re.search(r"^pid=(\d+)", (self.home / "run/contact-service.pid").read_text(), re.M).group(1)
        java = os.readlink(f"/proc/{pid}/exe")
        jcmd = str(pathlib.Path(java).with_name("jcmd"))
        # Counted by the collection itself: a second question would find what was made since then as well.
        counted = subprocess.run([jcmd, pid, "GC.class_histogram"], capture_output=True, text=True, check=True).stdout
        return int(counted.split()[-1]) / 1_000_000


class Neighbour(threading.Thread):
    """Asks for a list every twentieth of a second, timed from when it was to ask."""

    PATHS = ("/api/contacts?limit=20", "/api/conversations?limit=20", "/api/messages?limit=20", "/api/settings")

    def __init__(self, stack):
        super().__init__(daemon=True)
        self.stack, self.over, self.taken = stack, False, []

    def run(self):
        token, due = self.stack.neighbour(), time.time()
        for path in itertools.cycle(self.PATHS):
            due += 0.05
            time.sleep(max(0.0, due - time.time()))
            if self.over:
                return
            call("GET", f"http://127.0.0.1:{self.stack.port}{path}", token=token)
            self.taken.append(1000 * (time.time() - due))

    def end(self, label):
        self.over = True
        self.join()
        parts = statistics.quantiles(self.taken, n=100)
        print(f"  others' requests {label}: p50 {parts[49]:.0f} ms, p99 {parts[98]:.0f} ms of {len(self.taken)}", flush=True)


def contact(chance, number):
    name = f"{chance.choice(FIRST)} {chance.choice(LAST)}"
    tags = ";".join(chance.sample(["customer", "vip", "new", "lead", "partner"], chance.randrange(3)))
    return f"+4477{number:08d},{name},user{number}@company{number % 5000}.example,{tags}"


def write(path, rows):
    chance, clean = random.Random(1), 0
    with path.open("w", encoding="utf-8") as file:
        file.write("phoneNumber,name,email,tags\n")
        for row in range(rows):
            kind = chance.random()
            if kind < 0.02:
                file.write(f"not a number {row},Nobody,,\n")
            elif kind < 0.07 and clean:
                file.write(contact(chance, chance.randrange(clean)) + "\n")
            else:
                file.write(contact(chance, clean) + "\n")
                clean += 1
    return clean


def run_import(stack, path):
    tenant, token = stack.tenant()
    url = f"http://127.0.0.1:{stack.port + 5}/api/contacts/import"
    before, most, looked, signed = stack.heap(), 0, time.time(), time.time()
    began = time.time()
    out = subprocess.run(["curl", "-sS", "-H", f"Authorization: Bearer {token}", "-F", f"file=@{path}", url + "/csv"], capture_output=True, text=True, check=True).stdout
    job = json.loads(out)["data"]["job"]
    taken = time.time() - began
    while job["status"] in ("QUEUED", "RUNNING"):
        time.sleep(0.5)
        if time.time() - signed > 600:  # seldom: a password's check costs as much as some hundred contacts
            token, signed = stack.token(), time.time()
        job = call("GET", f"{url}/{job['id']}", token=token)["job"]
        if time.time() - looked > 15:
            most, looked = max(most, stack.heap()), time.time()
    spent = time.time() - began
    assert job["status"] == "COMPLETED", job
    assert job["processed"] == job["total"] == job["created"] + job["updated"] + job["failed"], job
    print(f"  import  {spent:6.1f} s  ({job['total'] / spent:,.0f} rows/s; taken in after {taken:.1f} s; created {job['created']}, updated {job['updated']}, "
          f"failed {job['failed']}); heap {before:.0f} -> at most {most:.0f} MB", flush=True)
    return tenant, spent, most - before


def run_copy(stack, tenant, folder):
    """Copies the clean rows to another tenant; their grams are turned into others, as another tenant's would be."""
    file, other = folder / "clean.copy", uuid.uuid4()
    columns = COLUMNS.replace("grams", "array(select gram # 715827882 from unnest(grams) as gram)")
    with file.open("wb") as out:
        subprocess.run(["psql", "-qX", "-h", "127.0.0.1", "-p", str(stack.port + 10), "-U", "parley", "-d", "parley", "-c",
                        f"copy (select '{other}'::uuid, gen_random_uuid(), {columns} from contact.contact where tenant_id = '{tenant}' order by position) to stdout"],
                       env=stack.environment, stdout=out, check=True)
    began = time.time()
    subprocess.run(
        ["psql", "-qX", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p", str(stack.port + 10), "-U", "parley", "-d", "parley",
         "-c", "set search_path = contact", "-c", f"\\copy contact (tenant_id,id,{COLUMNS}) from '{file}'"], env=stack.environment, check=True)
    spent = time.time() - began
    print(f"  COPY    {spent:6.1f} s", flush=True)
    return spent


def run_export(stack, tenant, rows):
    url = f"http://127.0.0.1:{stack.port + 5}/api/contacts/export"
    before, token = stack.heap(), stack.token()
    began = time.time()
    out = subprocess.run(["curl", "-sS", "-H", f"Authorization: Bearer {token}", url], capture_output=True, check=True).stdout
    spent = time.time() - began
    lines = out.count(b"\r\n")
    assert lines == rows + 1, (lines, rows)
    print(f"  export  {spent:6.2f} s  ({len(out) / 1e6:.0f} MB); heap {before:.0f} -> {stack.heap():.0f} MB", flush=True)
    began = time.time()
    subprocess.run(["psql", "-qX", "-h", "127.0.0.1", "-p", str(stack.port + 10), "-U", "parley", "-d", "parley", "-c",
                    f"copy (select phone_number, user_id, name, email, array_to_string(tags, ';'), created_at from contact.contact "
                    f"where tenant_id = '{tenant}' order by position) to stdout csv"], env=stack.environment, stdout=subprocess.DEVNULL, check=True)
    alone = time.time() - began
    print(f"  COPY TO {alone:6.2f} s", flush=True)
    return spent, alone


def watch(stack, label, work):
    neighbour = Neighbour(stack)
    neighbour.start()
    done = work()
    neighbour.end(label)
    return done


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--port", type=int, default=3000, help="of the stack")
    options.add_argument("--rows", type=int, default=1_000_000)
    options.add_argument("--rounds", type=int, default=1)
    given = options.parse_args()
    stack = Stack(given.port)
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        file = folder / "contacts.csv"
        clean = write(file, given.rows)
        print(f"{given.rows:,} rows, {clean:,} contacts, {file.stat().st_size / 1e6:.0f} MB", flush=True)
        for number in range(given.rounds):
            print(f"round {number + 1}", flush=True)
            watch(stack, "before", lambda: time.sleep(20))
            tenant, spent, grown = watch(stack, "during the import", lambda: run_import(stack, file))
            alone = run_copy(stack, tenant, folder)
            print(f"  P14 ratio {alone / spent:.2f} (target 0.35), heap growth {grown:.0f} MB (target 64)", flush=True)
            for _ in range(3):
                spent, alone = run_export(stack, tenant, clean)
                print(f"  P15 ratio {alone / spent:.2f} (target 0.5)", flush=True)


if __name__ == "__main__":
    main()
