// What is typed while htmx saves in the background stays: an answer brings new fields, and whatever was typed after the
// request left, or stands unsaved in a form that was not sent, is put into them again, with the focus and the cursor.
// A field is known by its form's address, its name and, where it is ticked, its value.
"use strict";
(() => {
  const onTheirWay = new Map(); // by request: what each field of the form held when it left
  let kept = [];
  let focused = null;

  const isTicked = (field) => field.type === "checkbox" || field.type === "radio";
  const state = (field) => (isTicked(field) ? String(field.checked) : field.value);
  const first = (field) => {
    if (isTicked(field)) return String(field.defaultChecked);
    if (!field.options) return field.defaultValue;
    return (Array.from(field.options).find((each) => each.defaultSelected) || field.options[0] || { value: "" }).value;
  };
  const key = (field) => [field.form.getAttribute("action") || "", field.name, isTicked(field) ? field.value : ""].join("|");
  const fields = (root) =>
    Array.from(root.querySelectorAll("input[name], textarea[name], select[name]")).filter(
      (each) => each.form && each.form.role !== "search" && !["hidden", "file", "submit"].includes(each.type) && !each.multiple,
    );

  const isUnsaved = (field, sent) => {
    if (sent && sent.has(field)) return sent.get(field) !== state(field);
    return field.form.dataset.guardUnsaved === "changed" || state(field) !== first(field);
  };

  document.addEventListener("htmx:beforeSend", (event) => {
    const form = event.detail.elt.closest("form");
    if (form) onTheirWay.set(event.detail.xhr, new Map(fields(form).map((each) => [each, state(each)])));
  });

  document.addEventListener("htmx:beforeSwap", (event) => {
    kept = [];
    focused = null;
    if (!event.detail.shouldSwap || !event.detail.target) return;
    const sent = onTheirWay.get(event.detail.xhr);
    const there = fields(event.detail.target);
    kept = there.filter((each) => isUnsaved(each, sent)).map((each) => [key(each), state(each), each.checked]);
    const active = document.activeElement;
    if (there.includes(active)) {
      const hasCursor = active.tagName === "TEXTAREA" || active.type === "text" || active.type === "search";
      focused = [key(active), hasCursor ? [active.selectionStart, active.selectionEnd] : null];
    }
  });

  document.addEventListener("htmx:afterSwap", () => {
    if (!kept.length && !focused) return;
    const found = new Map();
    for (const each of fields(document)) found.set(key(each), found.has(key(each)) ? null : each); // two alike: neither
    for (const [name, value, checked] of kept) {
      const field = found.get(name);
      if (!field || state(field) === value) continue;
      if (isTicked(field)) field.checked = checked;
      else field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    const again = focused && found.get(focused[0]);
    if (again && document.activeElement !== again) again.focus({ preventScroll: true });
    if (again && focused[1]) again.setSelectionRange(...focused[1]);
    kept = [];
    focused = null;
  });

  document.addEventListener("htmx:afterRequest", (event) => onTheirWay.delete(event.detail.xhr));
})();
