// The list: a choice shows its cases at once on a wide screen; on a phone the closing button says how many there are.
const KEPT = "beraad-bank-focus";

export default function bank(page) {
  const form = page.querySelector("form");
  const panel = page.querySelector("#verfijn");
  const show = panel?.querySelector(".bank__show button");
  const phone = matchMedia("(max-width: 759px)");
  page.classList.add("bank--live");

  // What is as usual stays out of the address.
  form.addEventListener("formdata", ({ formData }) => {
    if (!formData.get("q")?.trim()) formData.delete("q");
    if (formData.get("volgorde") === "best") formData.delete("volgorde");
  });

  async function count() {
    const asked = new URLSearchParams(new FormData(form)).toString();
    try {
      const answer = await fetch(`${form.action}?${asked}`, { headers: { Accept: "application/json" } });
      const { total } = await answer.json();
      if (asked === new URLSearchParams(new FormData(form)).toString()) {
        show.textContent = total === 1 ? show.dataset.one : show.dataset.many.replace("{count}", total);
      }
    } catch {
      // Without an answer the button keeps its words, and still works.
    }
  }

  page.addEventListener("change", (event) => {
    if (event.target.form !== form || event.target.name === "q") return;
    if (phone.matches && event.target.type === "checkbox") {
      count();
      return;
    }
    sessionStorage.setItem(KEPT, event.target.id);
    form.requestSubmit();
  });

  panel?.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && location.hash === "#verfijn") location.hash = "resultaten";
  });
  addEventListener("hashchange", () => {
    if (location.hash === "#verfijn") panel?.focus();
  });
  if (show && phone.matches) count();

  // After a choice the page is new; the keyboard stays where it was.
  const kept = sessionStorage.getItem(KEPT);
  if (kept) {
    sessionStorage.removeItem(KEPT);
    document.getElementById(kept)?.focus({ preventScroll: true });
  }
}
