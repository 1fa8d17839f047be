// A drop zone is a file input as large as its frame: dropping works without this. Here it shows what was chosen
// and lights up while a file is above it; a form with data-submit-on-choice sends itself.
(() => {
  const describe = (files) => Array.from(files, (file) => file.name).join(", ");

  document.addEventListener("change", (event) => {
    const zone = event.target.closest("[data-drop-zone]");
    if (!zone) return;
    zone.querySelector("output").textContent = describe(event.target.files);
    const form = event.target.form;
    if (form && "submitOnChoice" in form.dataset && event.target.files.length) form.requestSubmit();
  });

  for (const kind of ["dragenter", "dragleave", "drop"]) {
    document.addEventListener(kind, (event) => {
      const zone = event.target.closest?.("[data-drop-zone]");
      if (zone) zone.classList.toggle("is-over", kind === "dragenter");
    });
  }
})();
