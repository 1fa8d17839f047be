// Keeps the page of an inspection and what it needs, so that it opens without network. What somebody else kept on this
// phone goes: their answers wait in the store, their pages are not shown to anybody else.
"use strict";
window.Inspection = window.Inspection || {};
(() => {
  const NAMES = "klimatrappa-inspections-";

  Inspection.keepPage = async (data) => {
    if (!("serviceWorker" in navigator) || !window.caches) return;
    const name = `${NAMES}${data.user.uuid}`;
    await navigator.serviceWorker.register(data.worker);
    const names = await caches.keys();
    await Promise.all(names.filter((each) => each.startsWith(NAMES) && each !== name).map((each) => caches.delete(each)));
    const cache = await caches.open(name);
    const answer = await fetch(data.page, { redirect: "manual", credentials: "same-origin" });
    if (!answer.ok || answer.headers.get("Content-Type").indexOf("html") < 0) return;
    await cache.put(data.page, answer);
    const loaded = performance.getEntriesByType("resource").filter((each) => ["link", "script", "css", "img"].includes(each.initiatorType));
    const linked = Array.from(document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]"), (each) => each.href || each.src);
    const needed = new Set([...linked, ...loaded.map((each) => each.name)].filter((each) => each.startsWith(location.origin) && !each.includes("/photos/")));
    await Promise.allSettled(Array.from(needed, (each) => cache.add(each)));
    document.body.dataset.kept = "yes"; // from here on the page opens without network
  };
})();
