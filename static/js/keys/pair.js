// The page with a pass: it asks now and then how the pass stands, and goes on by itself once a device took it.

const EVERY = 1500; // milliseconds

const page = document.querySelector("[data-state]");
const said = document.querySelector("[data-said]");
const form = document.getElementById("to-screen");

async function look() {
  try {
    const answer = await fetch(location.href, { headers: { Accept: "application/json" }, cache: "no-store" });
    if (answer.status < 500) {
      const { state } = answer.ok ? await answer.json() : {};
      if (state === "taken" && form) {
        said.textContent = said.dataset.taken;
        form.submit();
        return;
      }
      if (state !== page.dataset.state) {
        location.reload();
        return;
      }
    }
  } catch {
    // No network: asked again.
  }
  setTimeout(look, EVERY);
}

if (page.dataset.state === "open") setTimeout(look, EVERY);
// Come back to from the screen: what stands here may be old.
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
