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
