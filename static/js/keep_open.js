// What a reader has unfolded stays so when htmx brings new content: a fold is known by its id.
"use strict";
(() => {
  let before = new Map();
  const folds = () => document.querySelectorAll("details[id]");
  document.addEventListener("htmx:beforeSwap", () => {
    before = new Map([...folds()].map((fold) => [fold.id, fold.open]));
  });
  document.addEventListener("htmx:afterSwap", () => {
    for (const fold of folds()) {
      if (before.has(fold.id)) fold.open = before.get(fold.id);
    }
  });
})();
