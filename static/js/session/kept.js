// What is unsent stays with this tab, and stands where it stood when the tab starts anew.

import { holds, isText } from "./fields.js";
import { remember, send, steers, unanswered } from "./forms.js";
import { saySending } from "./status.js";
import { add, giveBack, holdsText, inTray, unsent } from "./tray.js";
import { makeKeeper } from "./unsent.js";
import { word } from "./words.js";

// name: of the page. submit sends a form as if it was pressed (forms.js); saved(receipt) takes in what the server kept.
// Returns keep(), for what is unsent now, also what was sent and is not answered; and forget(), for good.
export function startKept({ name, submit, saved }) {
  const keeper = makeKeeper({ storage: sessionStorage, crypto, name, key: document.body.dataset.unsentKey });
  let gone = false;
  const keep = () => { if (!gone) keeper.keep(unsent); };

  function sayTyped({ target }) {
    if (!isText(target) || !target.closest("form[data-form], #tray") || unanswered().length) return;
    saySending(holdsText() ? word(keeper.keeps ? "typed" : "typed_only") : "");
  }

  // What was filled in stands where it stood, or in the tray, and what was sent is sent on. Not what moves the group: who
  // leads looks at how things are now, and presses again.
  async function giveAllBack() {
    const kept = await keeper.read();
    if (!kept) return;
    const sent = kept.sent.filter(({ fields }) => !steers(fields));
    remember(sent);
    kept.forms.forEach(giveBack);
    kept.tray.forEach((was) => add(was, was.texts));
    if (holdsText()) saySending(word("given_back"));
    for (const { place, action, fields } of sent) sendOn(place, action, fields);
  }

  async function sendOn(place, action, fields) {
    const form = document.getElementById(place.split(" ")[0]);
    const says = (field) => !isText(field) || holds(fields, field.name, field.value);
    if (`${form?.id} ${action}` === place && [...form.elements].every(says)) return submit(form, action, fields);
    const item = inTray(place, fields);
    if (item) return item.still();
    const outcome = await send(place, action, fields);
    if (outcome.kind === "saved") saved(outcome.receipt);
    return keep();
  }

  document.addEventListener("input", sayTyped);
  addEventListener("beforeunload", (event) => { if (!keeper.keeps && holdsText()) event.preventDefault(); });
  giveAllBack().then(() => { // before, what was kept would be lost under what is there now
    for (const change of ["input", "change", "beraad:sending", "beraad:shown"]) document.addEventListener(change, keep);
    document.addEventListener("click", () => setTimeout(keep)); // what stood in the tray may have been thrown away
    keep();
  });

  return {
    keep,
    forget() {
      gone = true;
      keeper.keep(() => null);
    },
  };
}
