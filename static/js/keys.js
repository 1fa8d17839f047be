// A button or link with data-key="1" is pressed by that key, unless somebody is typing. One with data-when-seen is pressed
// only where it stands on the screen; else the key leads to it, so that nobody accepts what they have not seen.
(() => {
  const isTyping = (element) => element.closest("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]");

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target)) return;
    const key = event.key.toLowerCase();
    const wanted = Array.from(document.querySelectorAll("[data-key]")).find((each) => each.dataset.key === key);
    if (!wanted) return;
    event.preventDefault();
    const { top, bottom } = wanted.getBoundingClientRect();
    if ("whenSeen" in wanted.dataset && (top < 0 || bottom > innerHeight)) {
      wanted.scrollIntoView({ block: "end" });
      wanted.focus();
    } else wanted.click();
  });
})();
