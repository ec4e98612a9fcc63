// Holds sockets for sockets.mjs: real socket.io-clients, or bare WebSockets that cost so little that the server is what is measured.
import { createRequire } from "node:module";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const library = createRequire(join(process.argv[2], "any.js"));
const { io } = library("socket.io-client");
const WebSocket = library("ws");
const AT_A_TIME = 20;
const kinds = {};

/** Connects with the real client; resolves when the conversation is joined. */
function real(kind, room) {
  return new Promise((resolve, reject) => {
    const socket = io(kind.url, { transports: ["websocket"], forceNew: true, auth: { token: kind.token, scope: "joined" } });
    socket.on("connect", () => socket.emit("join-conversation", room, (answer) => (answer.success ? resolve(socket) : reject(new Error(answer.code)))));
    socket.on("connect_error", reject);
    socket.on("message:new", (message) => {
      const mark = BigInt(message.content.text.slice(1, message.content.text.indexOf(" ")));
      if (mark === 0n) return;
      kind.count++;
      kind.times.push(Number(process.hrtime.bigint() - mark) / 1e6);
    });
  });
}

/** Connects a WebSocket that only counts; resolves when it is in its room. */
function bare(kind, room) {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(kind.url.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket", { perMessageDeflate: false });
    const parley = kind.name !== "node";
    kind.born++;
    socket.on("error", reject);
    socket.on("message", (data) => {
      if (data[0] === 52 && data[1] === 50 && data[4] === 109) { // 42["m
        kind.count++;
        return;
      }
      const packet = data.toString();
      if (packet === "2") socket.send("3");
      else if (packet[0] === "0") socket.send("40" + JSON.stringify(parley ? { token: kind.token, scope: "joined" } : { room }));
      else if (packet.startsWith("40") && parley) socket.send(`420["join-conversation","${room}"]`);
      else if (packet.startsWith("40") || packet.startsWith("430")) resolve(socket);
      else if (packet.startsWith("44")) reject(new Error(packet));
    });
  });
}

async function connect(question) {
  const kind = (kinds[question.kind] = { name: question.kind, url: question.url, token: question.token, sockets: [], count: 0, times: [], born: 0 });
  const way = question.kind === "real" ? real : bare;
  for (let i = 0; i < question.rooms.length; i += AT_A_TIME) {
    kind.sockets.push(...(await Promise.all(question.rooms.slice(i, i + AT_A_TIME).map((room) => way(kind, room)))));
  }
  kind.rooms = question.rooms;
  return { connected: kind.sockets.length };
}

/** Has this share of the sockets cut and opened again each minute, spread over it; whoever was cut off comes back, too. */
async function churn(kind, perMinute) {
  const pause = 60_000 / (kind.sockets.length * perMinute);
  for (let turn = 0; ; turn++) {
    await sleep(pause);
    const place = Math.floor(Math.random() * kind.sockets.length);
    turn % 2 ? kind.sockets[place].terminate() : kind.sockets[place].close();
    kind.sockets[place] = await bare(kind, kind.rooms[place]);
    const gone = kind.sockets.flatMap((socket, at) => (socket.readyState === WebSocket.CLOSED ? [at] : [])).slice(0, AT_A_TIME);
    await Promise.all(gone.map(async (at) => { kind.sockets[at] = await bare(kind, kind.rooms[at]); }));
  }
}

process.on("message", async (question) => {
  const kind = kinds[question.kind];
  switch (question.do) {
    case "connect":
      return process.send(await connect(question));
    case "begin":
      Object.assign(kind, { count: 0, times: [] });
      return process.send({});
    case "count":
      return process.send({ count: kind.count });
    case "times":
      return process.send({ times: kind.times });
    case "token":
      kind.token = question.token;
      return process.send({});
    case "churn":
      churn(kind, question.perMinute);
      return process.send({});
    case "open":
      return process.send({ open: kind.sockets.filter((socket) => socket.readyState === WebSocket.OPEN).length, born: kind.born });
    case "end":
      kind.sockets.forEach((socket) => socket.terminate());
      return process.send({});
  }
});
