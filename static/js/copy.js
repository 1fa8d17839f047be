// A button with data-copy copies the text of the element that it names, and says so. Without script, or where the
// browser has no clipboard (a page without TLS), it stays hidden and the text is marked by hand.
(() => {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
      const words = button.textContent;
      button.textContent = button.dataset.copied;
      setTimeout(() => { button.textContent = words; }, 3000);
    });
  }
})();
