// The socket: only listens. Whatever it misses, asking the page again makes good.
import { io } from "../../vendor/socket.io.js";
import { serverSays } from "./time.js";

const SILENT_FOR = 13000; // milliseconds without a heartbeat after which the connection counts as gone

export function liveSocket({ page, presence, gone, connection }) {
  const socket = io({
    path: document.body.dataset.live,
    transports: ["websocket", "polling"],
    query: { lang: document.documentElement.lang },
    reconnectionDelay: 500,
    reconnectionDelayMax: 5000,
    randomizationFactor: 0.8,
  });
  let heard = Date.now();
  const hear = () => {
    heard = Date.now();
    connection(true);
  };
  const here = () => socket.emit("presence", document.visibilityState === "visible" ? "here" : "away");

  socket.on("greeting", ({ round, now }) => {
    hear();
    serverSays(now);
    here();
    if (page.behind(round)) page.resume();
  });
  socket.on("parts", (message) => (hear(), page.parts(message)));
  socket.on("mine", (message) => (hear(), page.mine(message)));
  socket.on("heartbeat", ({ stamp, now }) => {
    hear();
    serverSays(now);
    // A round may be on its way right now; one that is not there in a second was missed.
    if (page.behind(stamp)) setTimeout(() => page.behind(stamp) && page.resume(), 1000);
  });
  socket.on("presence", (seats) => presence(seats));
  socket.on("resume", () => page.resume());
  socket.on("gone", () => {
    socket.io.reconnection(false);
    gone();
  });
  socket.on("disconnect", (reason) => {
    connection(false);
    // The server ended it: its reason is on the page, which says so when it is asked again.
    if (reason === "io server disconnect") page.resume();
  });
  socket.io.on("reconnect", () => page.resume());
  socket.on("connect_error", (error) => {
    connection(false);
    // Refused by the server, not by the network: the page says why.
    if (error.message && /^(no-such-session|seat-gone|session-ended)$/.test(error.message)) gone();
  });

  setInterval(() => {
    if (Date.now() - heard > SILENT_FOR) connection(false);
  }, 1000);
  document.addEventListener("visibilitychange", () => {
    if (socket.connected) here();
    if (document.visibilityState === "visible" && Date.now() - heard > SILENT_FOR) page.resume();
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) page.resume();
  });
  return socket;
}
