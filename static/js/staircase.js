// Lets the steps of a staircase be moved in its picture: dragged, or by the arrow keys on their corner. The number fields
// follow, and the server draws the picture anew; nothing is saved before the button is pressed. Without script the same is
// typed into the fields.
(() => {
  const stage = document.getElementById("climb-stage");
  const form = document.getElementById("climb-form");
  if (!stage || !form) return;
  const DAY = 86400000;
  const MONTH = 30.436875 * DAY;
  const handles = new Map();
  const number = (text) => (text.trim() === "" ? NaN : Number(text.replace(/[\s\u00a0\u202f]/g, "").replace(",", ".")));
  const written = (value) => {
    const text = String(Math.round(value * 10000) / 10000);
    return document.documentElement.lang.startsWith("en") ? text : text.replace(".", ",");
  };
  const day = (text) => new Date(`${text}T12:00:00Z`).getTime();
  const start = day(stage.dataset.start);

  const scale = () => {
    const svg = Array.from(stage.querySelectorAll("svg.chart-drawing")).find((each) => each.getClientRects().length);
    if (!svg) return null;
    const box = svg.getBoundingClientRect();
    const around = stage.getBoundingClientRect();
    const zoom = box.width / svg.viewBox.baseVal.width;
    const [left, head, width, height] = svg.dataset.plot.split(" ").map((each) => Number(each) * zoom);
    const [first, last] = [day(svg.dataset.first), day(svg.dataset.last)];
    const [bottom, top] = [Number(svg.dataset.bottom), Number(svg.dataset.top)];
    const [x, y] = [box.left - around.left + left, box.top - around.top + head];
    return {
      width: around.width, bottom, top, first, last,
      x: (time) => x + (width * (Math.min(Math.max(time, first), last) - first)) / (last - first),
      y: (value) => y + height * (1 - (Math.min(Math.max(value, bottom), top) - bottom) / (top - bottom)),
      perPixel: (last - first) / width,
      valuePerPixel: (top - bottom) / height,
      grain: stage.dataset.unit === "%" ? 1 : 10 ** Math.floor(Math.log10((top - bottom) / 50)),
    };
  };

  const read = (row) => {
    const field = (name) => row.querySelector(`[name$="-${name}"]`);
    const [threshold, months, fixed] = [field("threshold"), field("months"), field("day")];
    const value = number(threshold.value);
    const isFixed = fixed.value !== "";
    const time = isFixed ? day(fixed.value) : start + number(months.value) * MONTH;
    return { row, threshold, months, fixed, isFixed, value, time, isDrawn: !Number.isNaN(value) && !Number.isNaN(time) };
  };

  const write = (step, value, time) => {
    step.threshold.value = written(value);
    if (step.isFixed) step.fixed.value = new Date(time).toISOString().slice(0, 10);
    else step.months.value = String(Math.max(0, Math.round((time - start) / MONTH)));
    step.threshold.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const words = (step) => {
    const months = number(step.months.value) === 1 ? stage.dataset.monthWords : stage.dataset.monthsWords;
    const template = step.isFixed ? stage.dataset.dayWords : months;
    return template.replace("{value}", step.threshold.value).replace("{months}", step.months.value).replace("{day}", step.fixed.value);
  };

  const place = () => {
    const now = scale();
    if (!now) return;
    const rows = Array.from(form.querySelectorAll("[data-step]"));
    for (const [key, handle] of handles) if (!rows.some((row) => row.dataset.step === key)) { handle.remove(); handles.delete(key); }
    for (const row of rows) {
      const step = read(row);
      const handle = handles.get(row.dataset.step) || made(row);
      handle.hidden = !step.isDrawn;
      if (!step.isDrawn) continue;
      const left = now.x(step.time);
      handle.style.left = `${left}px`;
      handle.style.top = `${now.y(step.value)}px`;
      handle.classList.toggle("is-near-end", left > now.width - 160);
      handle.classList.toggle("is-near-start", left < 160);
      handle.setAttribute("aria-valuenow", String(step.value));
      handle.setAttribute("aria-valuemin", String(now.bottom));
      handle.setAttribute("aria-valuemax", String(Math.max(now.top, step.value)));
      handle.setAttribute("aria-valuetext", words(step));
      handle.firstElementChild.textContent = words(step);
    }
  };

  const draw = (row) => row.querySelector('[name$="-threshold"]').dispatchEvent(new Event("change", { bubbles: true }));

  const KEYS = { ArrowUp: [1, 0], ArrowDown: [-1, 0], PageUp: [5, 0], PageDown: [-5, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] };

  const made = (row) => {
    const handle = document.createElement("div");
    handle.className = "climb-handle";
    handle.tabIndex = 0;
    handle.setAttribute("role", "slider");
    handle.setAttribute("aria-label", stage.dataset.stepWords.replace("{number}", row.dataset.step));
    const bubble = document.createElement("span");
    bubble.className = "climb-handle__words";
    bubble.setAttribute("aria-hidden", "true");
    handle.append(bubble);
    handle.addEventListener("keydown", (event) => {
      const move = KEYS[event.key];
      const now = scale();
      if (!move || !now) return;
      event.preventDefault();
      const step = read(row);
      const months = step.isFixed ? step.time + move[1] * MONTH : start + Math.max(0, number(step.months.value) + move[1]) * MONTH;
      write(step, step.value + move[0] * now.grain, move[1] ? months : step.time);
      place();
      draw(row);
    });
    handle.addEventListener("pointerdown", (event) => {
      const now = scale();
      if (!now || event.button) return;
      event.preventDefault();
      handle.focus();
      handle.setPointerCapture(event.pointerId);
      handle.classList.add("is-moving");
      const from = read(row);
      const moved = (to) => {
        const value = from.value - (to.clientY - event.clientY) * now.valuePerPixel;
        const time = from.time + (to.clientX - event.clientX) * now.perPixel;
        const whole = Math.round(value / now.grain) * now.grain;
        write(from, Math.min(Math.max(whole, now.bottom), now.top), Math.min(Math.max(time, start), now.last));
        place();
      };
      const over = () => {
        handle.removeEventListener("pointermove", moved);
        handle.classList.remove("is-moving");
        draw(row);
      };
      handle.addEventListener("pointermove", moved);
      handle.addEventListener("lostpointercapture", over, { once: true });
    });
    stage.append(handle);
    handles.set(row.dataset.step, handle);
    return handle;
  };

  for (const hint of form.querySelectorAll(".climb-hint")) hint.hidden = false;
  for (const button of form.querySelectorAll(".climb-draw")) button.hidden = true;
  form.addEventListener("input", place);
  document.addEventListener("htmx:afterSettle", place);
  addEventListener("resize", place);
  addEventListener("load", place);
  place();
})();
