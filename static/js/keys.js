// A button or link with data-key="1" is pressed by that key, unless somebody is typing.
(() => {
  const isTyping = (element) => element.closest("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]");

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target)) return;
    const key = event.key.toLowerCase();
    const wanted = Array.from(document.querySelectorAll("[data-key]")).find((each) => each.dataset.key === key);
    if (!wanted) return;
    event.preventDefault();
    wanted.click();
  });
})();
