// What the page says by itself comes with the page, in its language: <script type="application/json" id="words">.

let words = null;

// The words by a key, with what stands between braces filled in. Empty for a key the page does not give.
export function word(key, facts = {}) {
  words ??= JSON.parse(document.getElementById("words")?.textContent || "{}");
  return (words[key] ?? "").replace(/\{(\w+)\}/g, (_, name) => facts[name] ?? "");
}
