// Node's own socket.io server, as its documentation shows it: a socket joins the room that it names. It makes its messages itself.
import { createRequire } from "node:module";
import { createServer } from "node:http";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { messageOf } from "./sockets-message.mjs";

const library = createRequire(join(process.argv[2], "any.js"));
const { Server } = library("socket.io");
const http = createServer();
const io = new Server(http);
io.on("connection", (socket) => socket.join(socket.handshake.auth.room));
await new Promise((resolve) => http.listen(0, "127.0.0.1", resolve));

async function drive({ rooms, rate, seconds, bytes }) {
  const begun = performance.now();
  for (let i = 0; i < rate * seconds; ) {
    const due = Math.min(rate * seconds, Math.floor(((performance.now() - begun) * rate) / 1000));
    for (; i < due; i++) io.to(rooms[i % rooms.length]).emit("message:new", messageOf(rooms[i % rooms.length], bytes));
    await sleep(1);
  }
}

process.on("message", async (question) => {
  if (question.do === "port") process.send({ port: http.address().port });
  if (question.do === "gc") {
    global.gc();
    const { heapUsed, external } = process.memoryUsage();
    process.send({ heap: (heapUsed + external) / 1024 / 1024 });
  }
  if (question.do === "drive") {
    await drive(question);
    process.send({ done: true });
  }
});
