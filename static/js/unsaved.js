// A form with data-guard-unsaved asks before its page is left with changes that are not saved, and shows its
// data-unsaved ("Not saved yet"). data-guard-unsaved="changed" says that what stands in it was not saved to begin with.
// Without script nothing changes: the browser leaves without a word, as it does everywhere.
(() => {
  let sent = null; // the form that is on its way: leaving the page is what it was pressed for

  const differs = (control) => {
    if (!control.name || control.type === "hidden") return false;
    if (control.type === "checkbox" || control.type === "radio") return control.checked !== control.defaultChecked;
    if (control.type === "file") return control.files.length > 0;
    if (control.options) {
      const options = Array.from(control.options);
      const first = control.multiple ? -1 : Math.max(0, options.findLastIndex((each) => each.defaultSelected));
      return options.some((each, index) => each.selected !== (control.multiple ? each.defaultSelected : index === first));
    }
    return "defaultValue" in control && control.value !== control.defaultValue;
  };

  const guarded = () => Array.from(document.querySelectorAll("form[data-guard-unsaved]"));
  const isChanged = (form) => form.dataset.guardUnsaved === "changed" || Array.from(form.elements).some(differs);

  const show = () => {
    for (const form of guarded()) {
      for (const words of form.querySelectorAll("[data-unsaved]")) words.hidden = !isChanged(form);
    }
  };

  for (const kind of ["input", "change"]) {
    document.addEventListener(kind, () => {
      sent = null;
      show();
    });
  }
  for (const kind of ["htmx:afterSwap", "htmx:afterSettle"]) document.addEventListener(kind, show);

  document.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) sent = event.target;
  });

  addEventListener("pageshow", () => {
    sent = null;
    show();
  });

  addEventListener("beforeunload", (event) => {
    if (guarded().some((form) => form !== sent && isChanged(form))) event.preventDefault();
  });
})();
