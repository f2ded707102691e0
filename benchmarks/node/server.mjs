// What bare.py does, on Node: `node server.mjs PORT JOURNAL`. With a journal every input is appended to it and synced
// (fdatasync) before it is told and acknowledged; without one (an empty name) it is kept nowhere.
import { open } from "node:fs/promises";
import { createServer } from "node:http";
import { Server } from "socket.io";

const [port, file] = process.argv.slice(2);
const journal = file ? await open(file, "a") : null;
let number = 0;

async function body(request) {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += chunk;
  return new URLSearchParams(text);
}

const server = createServer({ keepAliveTimeout: 0 }, async (request, response) => {
  let answer = "{}";
  if (request.method === "POST") {
    const form = await body(request);
    if (journal) {
      await journal.appendFile(`${form.get("text")}\n`);
      await journal.datasync();
    }
    const stamp = `${++number}.0`;
    io.to(form.get("room")).emit("line", { stamp, text: form.get("text") });
    answer = JSON.stringify({ stamp });
  }
  response.writeHead(200, { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(answer) });
  response.end(answer);
});
const io = new Server(server, { path: "/live" });
io.on("connection", (socket) => socket.join(socket.handshake.query.room));
server.listen(Number(port), "127.0.0.1");
