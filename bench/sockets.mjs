#!/usr/bin/env node
// How fast and at what cost events reach sockets, beside a stack that runs.
//
//     ./parley up --detach --ephemeral && bench/sockets.mjs latency --rate 100
//     bench/sockets.mjs fanout      against Node's own socket.io server, same rooms, same payload, alternating
//     bench/sockets.mjs churn       sockets come and go; prints what memory and open descriptors do meanwhile
//
// latency: signed webhooks go through the gateway at a fixed rate, and each of 500 socket.io-clients in 50 conversations notes when it
// has the message; times count from when the webhook should have been posted. fanout: messages are written to their topic, and 2,000
// WebSockets in 200 conversations count what they are sent; CPU is that of the server's process alone. The reference makes its messages
// itself, so it has no topic to read, no cursor to write and no token to verify. What was not delivered, or twice, voids a run. With --url,
// --pid, --broker, --token and --tenant, fanout measures a realtime-service that was started by hand.
// Needs Node 20 and npm; fetches socket.io, its client and a Kafka client once, to .parley/bench-sockets.
import { execFileSync, fork } from "node:child_process";
import { createHmac } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, readlinkSync } from "node:fs";
import { Agent, request } from "node:http";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { messageOf } from "./sockets-message.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = dirname(HERE);
const LIBRARIES = join(ROOT, ".parley", "bench-sockets");
const PACKAGES = ["socket.io@4.8.4", "socket.io-client@4.8.4", "ws@8", "kafkajs@2.2.4"];
const TICK = 5;

const { values: given, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    port: { type: "string", default: "3000" },
    sockets: { type: "string" },
    rooms: { type: "string" },
    rate: { type: "string" },
    seconds: { type: "string", default: "30" },
    rounds: { type: "string", default: "5" },
    bytes: { type: "string", default: "1024" },
    minutes: { type: "string", default: "30" },
    workers: { type: "string", default: "2" },
    url: { type: "string" },
    pid: { type: "string" },
    broker: { type: "string" },
    token: { type: "string" },
    tenant: { type: "string" },
  },
});
const number = (name, otherwise) => Number(given[name] ?? otherwise);
const port = number("port");
const base = `http://127.0.0.1:${port}`;
const home = join(ROOT, ".parley", String(port));
const realtime = given.url ?? `http://127.0.0.1:${port + 8}`;

if (!existsSync(join(LIBRARIES, "node_modules", "kafkajs"))) {
  mkdirSync(LIBRARIES, { recursive: true });
  execFileSync("npm", ["install", "--no-audit", "--no-fund", "--prefix", LIBRARIES, ...PACKAGES], { stdio: "ignore" });
}
const library = createRequire(join(LIBRARIES, "any.js"));

async function call(method, path, body, token) {
  const headers = { "Content-Type": "application/json", ...(token && { Authorization: "Bearer " + token }) };
  const answer = await fetch(base + path, { method, headers, body: body && JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()).data;
}

async function tenant() {
  if (given.tenant) return { id: given.tenant, token: given.token };
  const id = String(100_000_000_000_000 + Math.floor(Math.random() * 800_000_000_000_000));
  const login = { email: `bench${id}@example.com`, password: "benchmark-4711" };
  const { token, tenant } = await call("POST", "/api/auth/register", { ...login, tenantName: "Bench", name: "Bench" });
  return { number: id, token, id: tenant.id, login };
}

function secret(name) {
  if (process.env[name]) return process.env[name];
  for (const file of readdirSync(home, { recursive: true }).filter((one) => one.endsWith("secrets.env"))) {
    const found = readFileSync(join(home, file), "utf8").match(new RegExp(`^${name}=(.*)$`, "m"));
    if (found) return found[1];
  }
  throw new Error(`${name} was not found under ${home}; is the stack up?`);
}

const pidOf = (process) => Number(readFileSync(join(home, "run", process + ".pid"), "utf8").match(/^pid=(\d+)/m)[1]);
function cpu(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
const resident = (pid) => Number(readFileSync(`/proc/${pid}/status`, "utf8").match(/VmRSS:\s+(\d+)/)[1]) / 1024;
const descriptors = (pid) => readdirSync(`/proc/${pid}/fd`).length;
/** Collects all garbage, and returns the megabytes of the heap that are in use after it. */
function live(pid) {
  const jcmd = join(dirname(readlinkSync(`/proc/${pid}/exe`)), "jcmd");
  execFileSync(jcmd, [String(pid), "GC.run"]);
  const info = execFileSync(jcmd, [String(pid), "GC.heap_info"]).toString();
  return [...info.matchAll(/total (?:reserved )?\d+K,(?: committed \d+K,)? used (\d+)K/g)].reduce((sum, one) => sum + Number(one[1]), 0) / 1024;
}

/** Processes that hold the sockets, each with its share of them. */
class Crowd {
  constructor() {
    this.workers = Array.from({ length: number("workers") }, () => fork(join(HERE, "sockets-worker.mjs"), [LIBRARIES]));
  }
  ask(worker, question) {
    return new Promise((resolve) => {
      worker.once("message", resolve);
      worker.send(question);
    });
  }
  all(question) {
    return Promise.all(this.workers.map((worker) => this.ask(worker, question)));
  }
  /** Connects one socket for each of `rooms`, an empty one joining nothing. */
  connect(kind, url, token, rooms) {
    const share = Math.ceil(rooms.length / this.workers.length);
    return Promise.all(this.workers.map((worker, place) =>
      this.ask(worker, { do: "connect", kind, url, token, rooms: rooms.slice(place * share, (place + 1) * share) })));
  }
  async delivered(kind) {
    return (await this.all({ do: "count", kind })).reduce((sum, one) => sum + one.count, 0);
  }
  /** Waits until `due` deliveries have come, and a moment longer for those that must not; returns how many there were. */
  async settled(kind, due) {
    for (let patience = 0; patience < 100 && (await this.delivered(kind)) < due; patience++) await sleep(100);
    await sleep(300);
    return this.delivered(kind);
  }
  end() {
    this.workers.forEach((worker) => worker.kill());
  }
}

/** Calls `due(i)` for each of `rate` times a second as close to its time as timers allow, late ones at once. */
async function openLoop(rate, seconds, due) {
  const begun = process.hrtime.bigint() + 50_000_000n;
  const gap = BigInt(Math.round(1e9 / rate));
  for (let i = 0; i < rate * seconds; ) {
    const now = process.hrtime.bigint();
    const batch = [];
    while (i < rate * seconds && begun + BigInt(i) * gap <= now) batch.push([i, begun + BigInt(i++) * gap]);
    if (batch.length) due(batch);
    await sleep(rate > 200 ? 1 : TICK / 2);
  }
}

async function latency() {
  const rooms = number("rooms", 50), sockets = number("sockets", 500), rate = number("rate", 100), seconds = number("seconds");
  const agent = new Agent({ keepAlive: true, maxSockets: 128 });
  const key = secret("META_APP_SECRET");
  const one = await tenant();
  await call("PATCH", "/api/settings", { whatsappConfig: { phoneNumberId: one.number, accessToken: "bench-token-" + one.number } }, one.token);
  await sleep(2000);
  const refused = [];
  let place = 0;
  const post = (room, mark) => {
    const customer = "4477" + String(room).padStart(8, "0");
    const text = `@${mark} ` + "Hello, is the shop in the old town open on Sunday? ".repeat(10);
    const message = { from: customer, id: `wamid.${one.number}.${place++}`, timestamp: String(Math.floor(Date.now() / 1000)), type: "text", text: { body: text } };
    const value = { messaging_product: "whatsapp", metadata: { display_phone_number: "442079460123", phone_number_id: one.number },
      contacts: [{ profile: { name: "Ada Byron" }, wa_id: customer }], messages: [message] };
    const body = JSON.stringify({ object: "whatsapp_business_account", entry: [{ id: "1", changes: [{ field: "messages", value }] }] });
    const signature = "sha256=" + createHmac("sha256", key).update(body).digest("hex");
    const out = request(base + "/api/webhook", { method: "POST", agent, headers: {
      "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body), "X-Hub-Signature-256": signature } }, (answer) => {
      answer.resume();
      if (answer.statusCode !== 200) refused.push(answer.statusCode);
    });
    out.on("error", (problem) => refused.push(problem.message));
    out.end(body);
  };
  for (let room = 0; room < rooms; room++) post(room, 0);
  let conversations = [];
  for (let patience = 0; conversations.length < rooms && patience < 100; patience++) {
    await sleep(200);
    conversations = (await call("GET", "/api/conversations?limit=200", undefined, one.token)).conversations.map((found) => found.id);
  }
  if (conversations.length !== rooms) throw new Error(`${conversations.length} conversations of ${rooms}`);
  const crowd = new Crowd();
  await crowd.connect("real", base, one.token, Array.from({ length: sockets }, (_, i) => conversations[i % rooms]));
  const each = sockets / rooms;
  const run = async (length, name) => {
    await crowd.all({ do: "begin", kind: "real" });
    refused.length = 0;
    const names = readdirSync(join(home, "run")).filter((file) => file.endsWith(".pid") && file !== "supervisor.pid").map((file) => file.slice(0, -4));
    const before = names.map((process) => cpu(pidOf(process)));
    await openLoop(rate, length, (batch) => batch.forEach(([i, at]) => post(i % rooms, at)));
    const due = rate * length * each, count = await crowd.settled("real", due);
    const times = (await crowd.all({ do: "times", kind: "real" })).flatMap((heard) => heard.times).sort((a, b) => a - b);
    const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))].toFixed(1);
    const used = names.map((process, i) => `${process} ${(1000 * (cpu(pidOf(process)) - before[i]) / (rate * length)).toFixed(2)}`);
    console.log(`${name}: ${rate} webhooks/s for ${length} s, ${count} deliveries of ${due}${count === due && !refused.length ? "" : " VOID " + refused.slice(0, 3)}; ` +
      `p50 ${at(0.5)} ms, p90 ${at(0.9)}, p99 ${at(0.99)}, p99.9 ${at(0.999)}, longest ${at(1)}; CPU ms per webhook: ${used.join(", ")}`);
  };
  await run(Math.min(20, number("seconds")), "warm-up");
  for (let round = 1; round <= number("rounds"); round++) await run(seconds, `round ${round}`);
  crowd.end();
}

/** Writes messages of `one` to the topic as messaging-service does; returns how to end. */
async function publisher(one) {
  const { Kafka, Partitioners, logLevel } = library("kafkajs");
  const producer = new Kafka({ brokers: [given.broker ?? `127.0.0.1:${port + 11}`], logLevel: logLevel.ERROR })
    .producer({ createPartitioner: Partitioners.DefaultPartitioner });
  await producer.connect();
  const sent = [];
  const due = (rooms, bytes) => (batch) => {
    const messages = batch.map(([i]) => {
      const room = rooms[i % rooms.length], message = messageOf(room, bytes);
      const headers = { ce_specversion: "1.0", ce_id: message.id, ce_type: "io.parley.message-received", ce_source: "/bench", ce_time: message.createdAt,
        ce_subject: message.id, ce_tenantid: one.id, "content-type": "application/json" };
      return { key: room, value: JSON.stringify(message), headers };
    });
    sent.push(producer.send({ topic: "message-received", acks: -1, messages }));
  };
  return { due, written: () => Promise.all(sent.splice(0)), end: () => producer.disconnect() };
}

async function fanout() {
  const rooms = number("rooms", 200), sockets = number("sockets", 2000), rate = number("rate", 500), seconds = number("seconds"), bytes = number("bytes");
  const one = await tenant(), writer = await publisher(one), crowd = new Crowd(), pid = Number(given.pid ?? pidOf("realtime-service"));
  const ids = Array.from({ length: rooms }, () => crypto.randomUUID());
  const seats = Array.from({ length: sockets }, (_, i) => ids[i % rooms]);
  const reference = fork(join(HERE, "sockets-reference.mjs"), [LIBRARIES], { execArgv: ["--expose-gc"] });
  const ask = (question) => new Promise((resolve) => (reference.once("message", resolve), reference.send(question)));
  const { port: other } = await ask({ do: "port" });
  await crowd.connect("warm-up", realtime, one.token, seats.slice(0, 20));
  await openLoop(100, 3, writer.due(ids, bytes));
  await crowd.all({ do: "end", kind: "warm-up" });
  await sleep(1000);
  const idle = {};
  for (const [kind, url, process] of [["parley", realtime, pid], ["node", `http://127.0.0.1:${other}`, reference.pid]]) {
    const measure = async () => (kind === "parley" ? live(process) : (await ask({ do: "gc" })).heap);
    const heap = await measure(), before = resident(process);
    await crowd.connect(kind, url, one.token, seats);
    await sleep(3000);
    const heapAfter = await measure();
    idle[kind] = { resident: (1024 * (resident(process) - before)) / sockets, heap: (1024 * (heapAfter - heap)) / sockets };
    console.log(`${kind}: an idle client costs ${idle[kind].resident.toFixed(1)} KiB resident, ${idle[kind].heap.toFixed(1)} KiB of them live heap; in all ${resident(process).toFixed(0)} MiB`);
  }
  console.log(`idle memory ratio ${(idle.parley.resident / idle.node.resident).toFixed(2)} resident, ${(idle.parley.heap / idle.node.heap).toFixed(2)} live heap`);
  const round = async (kind, length) => {
    await crowd.all({ do: "begin", kind });
    const process = kind === "parley" ? pid : reference.pid, before = cpu(process), due = rate * length * (sockets / rooms);
    if (kind === "parley") {
      await openLoop(rate, length, writer.due(ids, bytes));
      await writer.written();
    } else {
      await ask({ do: "drive", rooms: ids, rate, seconds: length, bytes });
    }
    const count = await crowd.settled(kind, due), used = cpu(process) - before;
    if (count !== due) console.log(`${kind}: VOID, ${count} deliveries of ${due}`);
    return count / used;
  };
  console.log(`warm-up: ${(await round("parley", 20)).toFixed(0)} and ${(await round("node", 10)).toFixed(0)} deliveries per second of CPU`);
  const ratios = [];
  for (let turn = 1; turn <= number("rounds"); turn++) {
    const order = turn % 2 ? ["parley", "node"] : ["node", "parley"], got = {};
    for (const kind of order) got[kind] = await round(kind, seconds);
    ratios.push(got.parley / got.node);
    console.log(`round ${turn}: parley ${got.parley.toFixed(0)}, node ${got.node.toFixed(0)} deliveries per second of CPU: ${ratios.at(-1).toFixed(2)}`);
  }
  ratios.sort((a, b) => a - b);
  console.log(`${sockets} sockets, ${rooms} rooms, ${bytes} bytes, ${rate} messages/s: ratio ${ratios[ratios.length >> 1].toFixed(2)} (${ratios[0].toFixed(2)}-${ratios.at(-1).toFixed(2)})`);
  crowd.end();
  reference.kill();
  await writer.end();
}

async function churn() {
  const sockets = number("sockets", 2000), rooms = number("rooms", 200), rate = number("rate", 20), minutes = number("minutes");
  const one = await tenant(), writer = await publisher(one), crowd = new Crowd(), pid = pidOf("realtime-service");
  const ids = Array.from({ length: rooms }, () => crypto.randomUUID());
  await crowd.connect("parley", realtime, one.token, Array.from({ length: sockets }, (_, i) => ids[i % rooms]));
  await crowd.all({ do: "churn", kind: "parley", perMinute: 0.05 });
  const points = [];
  const began = Date.now();
  for (let minute = 1; minute <= minutes; minute++) {
    await openLoop(rate, Math.max(1, Math.round((began + minute * 60_000 - Date.now()) / 1000)), writer.due(ids, number("bytes")));
    await writer.written();
    if (minute % 5 === 0) await crowd.all({ do: "token", kind: "parley", token: (await call("POST", "/api/auth/login", one.login)).token });
    const open = (await crowd.all({ do: "open", kind: "parley" })).reduce((sum, worker) => ({ open: sum.open + worker.open, born: sum.born + worker.born }), { open: 0, born: 0 });
    points.push({ minute, heap: live(pid), resident: resident(pid), descriptors: descriptors(pid), ...open });
    console.log(JSON.stringify(points.at(-1)));
  }
  const half = points.slice(points.length >> 2);
  const slope = (name) => {
    const x = half.reduce((sum, at) => sum + at.minute, 0) / half.length, y = half.reduce((sum, at) => sum + at[name], 0) / half.length;
    return half.reduce((sum, at) => sum + (at.minute - x) * (at[name] - y), 0) / half.reduce((sum, at) => sum + (at.minute - x) ** 2, 0);
  };
  console.log(`${minutes} min, the first quarter left out: live heap ${slope("heap").toFixed(3)} MiB/min, resident ${slope("resident").toFixed(3)} MiB/min, ` +
    `descriptors ${slope("descriptors").toFixed(2)}/min; ${points.at(-1).born} sockets were opened in all`);
  crowd.end();
  await writer.end();
}

const commands = { latency, fanout, churn };
const command = commands[positionals[0]];
if (!command) throw new Error(`one of ${Object.keys(commands)} (see the head of this file)`);
await command();
process.exit(0);
