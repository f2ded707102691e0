// What is not sent yet, kept in this tab through a reload and a tab that dies. It is encrypted with a key that comes
// with the page and stands nowhere on the device; a page that gets none, on a shared device, keeps nothing.
// So does one without an encrypted connection: browsers do not encrypt there.

const VECTOR = 12; // bytes of chance before each text

const bytes = (text) => Uint8Array.from(text, (sign) => sign.charCodeAt(0));
const fromHex = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));

// A key comes as chance and the key under it, so that a page never says the same.
function unmasked(hex) {
  const all = fromHex(hex);
  const half = all.length / 2;
  return all.slice(half).map((byte, at) => byte ^ all[at]);
}

const toText = (array) => Array.from(array, (byte) => String.fromCharCode(byte)).join("");

// storage: as sessionStorage. name: of what is kept there. key: 128 hex digits (services/tokens.py masked), or empty.
export function makeKeeper({ storage, crypto, name, key }) {
  const opened = key && crypto.subtle ? crypto.subtle.importKey("raw", unmasked(key), "AES-GCM", false, ["encrypt", "decrypt"]) : null;
  let next = null; // makes what is to be kept: only the newest counts
  let busy = false;

  async function write() {
    busy = true;
    while (next) {
      const what = next();
      next = null;
      if (what === null) {
        storage.removeItem(name);
        continue;
      }
      const iv = crypto.getRandomValues(new Uint8Array(VECTOR));
      const closed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await opened, new TextEncoder().encode(JSON.stringify(what)));
      try {
        storage.setItem(name, btoa(toText(iv) + toText(new Uint8Array(closed))));
      } catch {
        // Full, or not allowed: then a reload loses it, as on a shared device.
      }
    }
    busy = false;
  }

  return {
    keeps: Boolean(opened),

    // What was kept, or null. What cannot be read any more goes.
    async read() {
      const kept = storage.getItem(name);
      if (!kept) return null;
      try {
        const all = bytes(atob(kept));
        const open = await crypto.subtle.decrypt({ name: "AES-GCM", iv: all.slice(0, VECTOR) }, await opened, all.slice(VECTOR));
        return JSON.parse(new TextDecoder().decode(open));
      } catch {
        storage.removeItem(name);
        return null;
      }
    },

    // make(): what to keep instead of what was kept; null for nothing. It is asked when its turn comes.
    keep(make) {
      if (!opened) return;
      next = make;
      if (!busy) write();
    },
  };
}
