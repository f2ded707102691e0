// What comes in over the socket. Nothing goes out but whether somebody looks at the page.

import { io } from "../../vendor/socket.io.js";
import { setTime } from "./time.js";

const SILENCE = 12000; // milliseconds without a word after which there is no connection
const BEHIND = 1000; // milliseconds a page may be behind the last round
const JITTER = 1500; // milliseconds over which a room that comes back spreads itself
const LOOK_EVERY = 5000; // milliseconds between looks at the own page, where no socket comes through

// room: stamp(), newer(a, b), parts(message), mine(message), asked(): whether the server answered, presence(seats),
// gone(why), heard(), silent(at).
export function startLive(room) {
  const { live } = document.body.dataset;
  const socket = io({
    path: live,
    query: { lang: document.documentElement.lang },
    transports: ["websocket", "polling"],
    tryAllTransports: true, // a network may let no websocket through
    reconnectionDelay: 500,
    reconnectionDelayMax: 2000,
    randomizationFactor: 0.5,
    timeout: 8000, // an attempt that hangs, as on a server that just died, is given up
  });
  let heard = Date.now();
  let before = false; // was connected before
  let gone = false;
  let later = null;

  const hear = () => {
    heard = Date.now();
    room.heard();
  };
  const ask = (wait) => {
    clearTimeout(later);
    later = setTimeout(look, wait);
  };
  let looked = 0;
  const look = async () => {
    looked = Date.now();
    if (await room.asked()) hear();
  };
  const looking = () => (document.hidden ? "away" : "here");
  const again = () => {
    if (!gone && !socket.connected && !socket.active) setTimeout(() => socket.connect(), 1000 + Math.random() * JITTER);
  };

  socket.on("connect", () => {
    hear();
    socket.emit("presence", looking());
  });
  socket.on("greeting", ({ round, now }) => {
    hear();
    setTime(now);
    // What was underway when the socket broke is lost, own parts too: a room that comes back asks its page.
    if (before) ask(Math.random() * JITTER);
    else if (room.newer(round, room.stamp())) ask(0);
    before = true;
  });
  socket.on("parts", (message) => { hear(); room.parts(message); });
  socket.on("mine", (message) => { hear(); room.mine(message); });
  socket.on("resume", () => { hear(); room.asked(); });
  socket.on("presence", (seats) => { hear(); room.presence(seats); });
  socket.on("heartbeat", ({ stamp, now }) => {
    hear();
    setTime(now);
    if (!room.newer(stamp, room.stamp())) return;
    setTimeout(() => { if (room.newer(stamp, room.stamp())) room.asked(); }, BEHIND);
  });
  socket.on("gone", ({ why }) => {
    if (why === "moved") { // the page goes on at another seat: what is typed stays
      room.asked();
      return; // the server ends this connection, and the next one is that seat's
    }
    gone = true;
    socket.disconnect();
    room.gone(why);
  });
  socket.on("disconnect", again);
  socket.on("connect_error", () => {
    if (socket.active) return; // it tries again by itself
    room.asked(); // refused: the page says why
    again();
  });

  // A line can be dead without anybody having said so: after a silence it is opened anew.
  let tried = 0;
  setInterval(() => {
    if (gone) return;
    if (!socket.connected && !document.hidden && Date.now() - looked > LOOK_EVERY * (0.8 + Math.random() * 0.4)) look();
    if (Date.now() - heard <= SILENCE) return;
    room.silent(heard);
    if (Date.now() - tried <= SILENCE) return;
    tried = Date.now();
    socket.disconnect().connect();
  }, 1000);

  // Asleep, in the back/forward cache or without network: what is on the page may be old.
  const back = () => {
    if (gone || document.hidden) return;
    if (!socket.connected) socket.connect();
    if (Date.now() - heard > SILENCE / 2) ask(0);
  };
  document.addEventListener("visibilitychange", () => {
    if (socket.connected) socket.emit("presence", looking());
    back();
  });
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    socket.disconnect().connect();
    ask(0);
  });
  addEventListener("online", back);
  addEventListener("pagehide", () => socket.disconnect());
}
