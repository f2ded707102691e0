// The reader's own answer stands beside what the group found. It never leaves this page, nor is it kept.
export default function ownAnswer(own) {
  const found = document.getElementById("groep");
  const again = found?.querySelector(".own__again");
  const words = own.querySelector("textarea");
  const choices = [...own.querySelectorAll("input")];
  if (!again) return;
  const tell = () => {
    const chosen = choices.find((choice) => choice.checked);
    again.hidden = !chosen && !words.value.trim();
    again.querySelector("[data-own=choice]").textContent = chosen ? chosen.closest("label").textContent.trim() : "…";
    again.querySelector("[data-own=why]").textContent = words.value.trim();
  };
  own.addEventListener("input", tell);
  found.addEventListener("toggle", tell);
  // What the group found is printed too; the page then closes again as it was.
  let was = found.open;
  addEventListener("beforeprint", () => { was = found.open; found.open = true; });
  addEventListener("afterprint", () => { found.open = was; });
  tell();
}
