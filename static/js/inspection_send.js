// Sends what waits on the phone, with a token fetched anew: after a night without network the page's own is too old.
// What somebody else answered on this phone waits for them. What was sent stays until the page has come anew with it.
"use strict";
window.Inspection = window.Inspection || {};
(() => {
  const MOST = 50;
  const { store } = Inspection;
  let busy = null;
  let again = false;

  // "ok" with what was answered, "sign_in" where the session is over, "offline" where nothing came through, "failed"
  // where the server fell over it.
  const ask = async (address, options = {}) => {
    try {
      const answer = await fetch(address, { redirect: "manual", cache: "no-store", credentials: "same-origin", ...options });
      if (answer.type === "opaqueredirect" || answer.status === 401) return { state: "sign_in" };
      const isJson = (answer.headers.get("Content-Type") || "").includes("json");
      return { state: answer.ok ? "ok" : answer.status >= 500 ? "failed" : "refused", status: answer.status, body: isJson ? await answer.json() : {} };
    } catch (error) {
      return { state: "offline" };
    }
  };

  const waiting = (entries) => entries.filter((each) => !each.sent && !each.refused);
  // For good is only what says why; a page that is over its limit, or a server that is down, is tried again.
  const isFinal = (answer) => answer.state === "refused" && [400, 422].includes(answer.status) && answer.body.because;

  const isOver = (state) => state === "offline" || state === "sign_in";

  const sendAnswers = async (place, entries, token) => {
    const sent = entries.slice(0, MOST);
    for (const each of sent) await store.change(each.uuid, { tried: true });
    const fresh = (await store.all()).filter((each) => sent.some((one) => one.uuid === each.uuid));
    const answer = await ask(`${place}answers/`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify({ by: fresh[0].user, answers: fresh.map((each) => ({ uuid: each.uuid, ...each.body })) }),
    });
    if (answer.state === "ok") {
      for (const [index, row] of answer.body.rows.entries()) {
        const changes = row.outcome === "refused" ? { refused: row.because } : { sent: true };
        await store.change(fresh[index].uuid, changes);
      }
    }
    return answer.state;
  };

  const sendOne = async (entry, token) => {
    await store.change(entry.uuid, { tried: true });
    const headers = { "X-CSRFToken": token };
    let body = JSON.stringify({ by: entry.user, uuid: entry.uuid, ...entry.body });
    if (entry.kind === "photo") {
      body = new FormData();
      Object.entries({ by: entry.user, uuid: entry.uuid, ...entry.body }).forEach(([name, text]) => body.append(name, text));
      body.append("file", entry.blob, "picture.jpg");
    } else headers["Content-Type"] = "application/json";
    const address = entry.kind === "photo" ? `${entry.place}photos/` : `${entry.place}signatures/`;
    const answer = await ask(address, { method: "POST", headers, body });
    if (answer.state === "ok") await store.change(entry.uuid, { sent: true, blob: null });
    else if (isFinal(answer)) await store.change(entry.uuid, { refused: answer.body.because });
    return isFinal(answer) ? "ok" : answer.state;
  };

  // What the server falls over is sent once more, one by one: it must not keep the others on the phone.
  const sendBatch = async (place, batch, token) => {
    const state = await sendAnswers(place, batch, token);
    if (state !== "failed" || batch.length === 1) return state;
    let worst = "ok";
    for (const each of batch) {
      const alone = await sendAnswers(place, [each], token);
      if (isOver(alone)) return alone;
      if (alone !== "ok") worst = alone;
    }
    return worst;
  };

  const sendOf = async (place, entries) => {
    const who = await ask(`${place}token/`);
    if (who.state !== "ok") return who.state;
    const mine = entries.filter((each) => each.user === who.body.user);
    let worst = "ok";
    const answers = mine.filter((each) => each.kind === "answer");
    for (let first = 0; first < answers.length; first += MOST) {
      const state = await sendBatch(place, answers.slice(first, first + MOST), who.body.token);
      if (isOver(state)) return state;
      if (state !== "ok") worst = state;
    }
    for (const each of mine.filter((one) => one.kind !== "answer")) {
      const state = await sendOne(each, who.body.token);
      if (isOver(state)) return state;
      if (state !== "ok") worst = state;
    }
    return worst;
  };

  const sendAll = async () => {
    const entries = waiting(await store.all());
    let worst = "ok";
    for (const place of new Set(entries.map((each) => each.place))) {
      const state = await sendOf(place, entries.filter((each) => each.place === place));
      if (isOver(state)) return state;
      if (state !== "ok") worst = state;
    }
    return worst;
  };

  // One at a time; what comes in meanwhile is sent after it. Resolves with how the last one went.
  Inspection.send = () => {
    if (busy) { again = true; return busy; }
    busy = (async () => {
      let state = "ok";
      do { again = false; state = await sendAll(); } while (again && state === "ok");
      return state;
    })().finally(() => { busy = null; });
    return busy;
  };
  Inspection.waiting = waiting;
})();
