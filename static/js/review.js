// Keys of the review queue that are more than a button: how wide the rule is (w, n), the category (c), leaving out (x).
"use strict";
(() => {
  const form = document.querySelector("[data-review]");
  if (!form) return;
  const isTyping = (element) => element.closest("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]");

  const widen = (step) => {
    const levels = Array.from(form.querySelectorAll("input[name=level]"));
    const place = levels.findIndex((each) => each.checked) + step;
    const wanted = levels[Math.min(Math.max(place, 0), levels.length - 1)];
    if (!wanted) return;
    wanted.checked = true;
    wanted.focus();
  };
  const does = {
    w: () => widen(-1),
    n: () => widen(1),
    c: () => form.querySelector("input[name=category]").focus(),
    x: () => {
      const fold = form.querySelector("[data-leave-out]");
      fold.open = true;
      fold.querySelector("select").focus();
    },
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && isTyping(event.target)) event.target.blur();
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target)) return;
    const act = does[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  });
})();
