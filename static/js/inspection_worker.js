// Opens the page of an inspection without network: the page puts itself and what it needs into the cache, this worker
// gives it out again where the network does not answer. Nothing else is kept, and nothing that is sent passes here.
"use strict";
const PAGE = /\/controls\/[0-9a-f-]{36}\/inspect\/$/;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const fromNetwork = async (request) => {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await caches.match(request, { ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
};

const fromCache = async (request) => (await caches.match(request, { ignoreVary: true })) || fetch(request);

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== self.location.origin) return;
  if (event.request.mode === "navigate") {
    if (PAGE.test(address.pathname)) event.respondWith(fromNetwork(event.request));
    return;
  }
  const isAsset = ["style", "script", "font", "image"].includes(event.request.destination);
  if (isAsset && !address.pathname.includes("/photos/")) event.respondWith(fromCache(event.request));
});
