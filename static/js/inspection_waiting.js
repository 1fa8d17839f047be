// On pages of controls: sends what still waits on this phone from inspections, and says how much it is.
"use strict";
(async () => {
  const place = document.querySelector("[data-inspection-waiting]");
  if (!place) return;
  const show = async (state) => {
    const mine = Inspection.waiting(await Inspection.store.all()).filter((each) => each.user === place.dataset.user);
    place.hidden = !mine.length;
    place.textContent = mine.length ? place.dataset.words.replace("{count}", mine.length) : "";
    return state;
  };
  const send = async () => {
    const before = Inspection.waiting(await Inspection.store.all()).length;
    if (!before) return;
    await show(await Inspection.send());
  };
  try {
    await show();
    await send();
  } catch (error) { /* a browser that keeps nothing has nothing that waits */ }
  addEventListener("online", send);
})();
