// A front end in one process: connects, writes everything that it hears to its output, and does what its input says. A line is a
// piece of JSON each. Usage: node client.mjs URL OPTIONS, the options being those of socket.io-client. A front end with
// `reconnection: true` comes back by itself and says what it has heard last.
import { createInterface } from "node:readline";
import { io } from "socket.io-client";

const [url, options] = process.argv.slice(2);
const say = (heard) => process.stdout.write(JSON.stringify(heard) + "\n");
const given = JSON.parse(options);
let since = given.auth?.since;
const auth = (give) => give(since ? { ...given.auth, since } : given.auth);
const socket = io(url, { reconnection: false, forceNew: true, ...given, auth });

socket.io.engine.on("upgrade", (transport) => say({ event: "upgrade", transport: transport.name }));
socket.on("connect", () => say({ event: "connect", transport: socket.io.engine.transport.name }));
socket.on("connect_error", (error) => say({ event: "connect_error", message: error.message }));
socket.on("disconnect", (reason) => say({ event: "disconnect", reason }));
socket.onAny((event, ...args) => {
  since = args.at(-1)?.cursor ?? since;
  say({ event, args });
});

createInterface({ input: process.stdin })
  .on("line", (line) => {
    const { emit, args } = JSON.parse(line);
    socket.emit(emit, ...args, (answer) => say({ event: "ack", emit, answer }));
  })
  .on("close", () => {
    socket.disconnect();
    process.exit(0);
  });
