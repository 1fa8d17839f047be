// A field to sign in with a finger: strokes as points from 0 to 1000 across and down.
"use strict";
window.Inspection = window.Inspection || {};
(() => {
  const SIDE = 1000;
  const MOST = 15000;

  Inspection.signature = (canvas) => {
    const pen = canvas.getContext("2d");
    let strokes = [];
    let drawing = null;

    const point = (event) => {
      const box = canvas.getBoundingClientRect();
      const within = (part) => Math.min(SIDE, Math.max(0, Math.round(part * SIDE)));
      return [within((event.clientX - box.left) / box.width), within((event.clientY - box.top) / box.height)];
    };
    const draw = () => {
      pen.clearRect(0, 0, canvas.width, canvas.height);
      pen.lineWidth = 4;
      pen.lineCap = "round";
      pen.lineJoin = "round";
      for (const stroke of strokes) {
        pen.beginPath();
        for (const [x, y] of stroke) pen.lineTo((x / SIDE) * canvas.width, (y / SIDE) * canvas.height);
        pen.stroke();
      }
    };

    canvas.addEventListener("pointerdown", (event) => {
      canvas.setPointerCapture(event.pointerId);
      drawing = [point(event)];
      strokes.push(drawing);
    });
    canvas.addEventListener("pointermove", (event) => {
      if (!drawing || strokes.reduce((sum, each) => sum + each.length, 0) > MOST) return;
      drawing.push(point(event));
      draw();
    });
    for (const kind of ["pointerup", "pointercancel"]) canvas.addEventListener(kind, () => { drawing = null; });

    return { strokes: () => strokes, clear: () => { strokes = []; draw(); } };
  };
})();
