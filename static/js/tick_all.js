// Ticks every row of a table whose head has an empty place for it, once scripts run.
document.querySelectorAll(".register-table thead .register-table__tick").forEach((place) => {
  const all = document.createElement("input");
  all.type = "checkbox";
  all.className = "ds-input";
  all.setAttribute("aria-label", place.textContent.trim());
  all.addEventListener("change", () => {
    place.closest("table").querySelectorAll("tbody .register-table__tick input").forEach((each) => {
      each.checked = all.checked;
    });
  });
  place.replaceChildren(all);
});

// The same for any table whose head has a place with data-tick-all; what stands there is the key that does it, if any.
document.querySelectorAll("thead [data-tick-all]").forEach((place) => {
  const all = document.createElement("input");
  const rows = Array.from(place.closest("table").querySelectorAll("tbody input[type=checkbox]"));
  if (!rows.length) return;
  all.type = "checkbox";
  all.className = "ds-input";
  all.setAttribute("aria-label", place.textContent.trim());
  if (place.dataset.tickAll) all.dataset.key = place.dataset.tickAll;
  const follow = () => { all.checked = rows.every((each) => each.checked); };
  all.addEventListener("change", () => rows.forEach((each) => { each.checked = all.checked; }));
  rows.forEach((each) => each.addEventListener("change", follow));
  follow();
  place.replaceChildren(all);
});
