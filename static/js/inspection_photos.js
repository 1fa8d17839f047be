// Pictures of an inspection: made smaller on the phone, which also leaves out where they were taken, and shown small.
"use strict";
window.Inspection = window.Inspection || {};
(() => {
  Inspection.smaller = async (file) => {
    try {
      const image = await createImageBitmap(file, { imageOrientation: "from-image" });
      const scale = Math.min(1, 2400 / Math.max(image.width, image.height));
      const canvas = Object.assign(document.createElement("canvas"), { width: image.width * scale, height: image.height * scale });
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      return await new Promise((resolve) => { canvas.toBlob((blob) => resolve(blob || file), "image/jpeg", 0.85); });
    } catch (error) {
      return file;
    }
  };
  Inspection.thumbnail = async (list, blob, label) => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 176, height: 176 });
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", label);
    const line = document.createElement("li");
    line.append(canvas);
    list.append(line);
    try {
      const image = await createImageBitmap(blob);
      const side = Math.min(image.width, image.height);
      canvas.getContext("2d").drawImage(image, (image.width - side) / 2, (image.height - side) / 2, side, side, 0, 0, 176, 176);
    } catch (error) { /* a picture that this browser cannot draw is kept all the same */ }
  };
})();
