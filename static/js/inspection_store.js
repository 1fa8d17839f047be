// What an inspection keeps on the phone, in IndexedDB: answers, pictures and signatures, each with an id of its own.
// An entry is written before anything is sent. Once it has been tried it is never changed: the server may have it
// although its answer was lost, so a later change is an entry of its own.
"use strict";
window.Inspection = window.Inspection || {};
(() => {
  const NAME = "klimatrappa-inspections";
  let opening = null;

  const open = () => {
    opening = opening || new Promise((resolve, reject) => {
      const request = indexedDB.open(NAME, 1);
      request.onupgradeneeded = () => request.result.createObjectStore("entries", { keyPath: "uuid" });
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => { opening = null; reject(request.error); };
    });
    return opening;
  };

  // Resolves once the transaction is on the disk, with what `work` asked for.
  const run = async (mode, work) => {
    const database = await open();
    return new Promise((resolve, reject) => {
      const transaction = database.transaction("entries", mode, { durability: "strict" });
      const request = work(transaction.objectStore("entries"));
      transaction.oncomplete = () => resolve(request ? request.result : undefined);
      transaction.onabort = () => reject(transaction.error);
    });
  };

  const newId = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = Array.from(bytes, (each) => each.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  };

  Inspection.store = {
    newId,
    put: (entry) => run("readwrite", (entries) => entries.put(entry)),
    all: async () => (await run("readonly", (entries) => entries.getAll())).sort((a, b) => a.order - b.order),
    // Write over what an entry says, unless it was tried; resolves with whether that was possible.
    rewrite: async (uuid, body) => {
      let isWritten = false;
      await run("readwrite", (entries) => {
        const request = entries.get(uuid);
        request.onsuccess = () => {
          if (!request.result || request.result.tried) return;
          entries.put({ ...request.result, body });
          isWritten = true;
        };
        return request;
      });
      return isWritten;
    },
    // Change an entry as it stands now, in one transaction, unless it is gone.
    change: (uuid, changes) => run("readwrite", (entries) => {
      const request = entries.get(uuid);
      request.onsuccess = () => { if (request.result) entries.put({ ...request.result, ...changes }); };
      return request;
    }),
    remove: (uuids) => run("readwrite", (entries) => { uuids.forEach((each) => entries.delete(each)); return null; }),
  };
})();
