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

// The same with words of its own: data-tick-in names what holds the rows, data-tick-all the key that ticks them.
document.querySelectorAll("[data-tick-in]").forEach((place) => {
  const rows = Array.from(document.getElementById(place.dataset.tickIn).querySelectorAll("tbody input[type=checkbox]"));
  if (!rows.length) return;
  const all = Object.assign(document.createElement("input"), { type: "checkbox", className: "ds-input" });
  const label = document.createElement("label");
  const key = Object.assign(document.createElement("kbd"), { textContent: place.dataset.tickAll.toUpperCase() });
  all.dataset.key = place.dataset.tickAll;
  key.setAttribute("aria-hidden", "true");
  label.append(all, " ", place.textContent.trim(), " ", key);
  const follow = () => { all.checked = rows.every((each) => each.checked); };
  all.addEventListener("change", () => {
    rows.forEach((each) => { each.checked = all.checked; });
    place.scrollIntoView({ block: "nearest" });
    rows.at(-1).closest("tr").scrollIntoView({ block: "nearest" });
  });
  rows.forEach((each) => each.addEventListener("change", follow));
  follow();
  place.replaceChildren(label);
  place.hidden = false;
});
