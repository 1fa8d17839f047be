// The page of an inspection: one question at a time, everything saved on the phone as it is answered, sent when there is
// network. Without this script each question is a form that is sent by its button.
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("inspection-data").textContent);
  const { store } = Inspection;
  const questions = Array.from(document.querySelectorAll("[data-question]"));
  const [bar, state, waits, count] = ["bar", "state", "waits", "count"].map((id) => document.getElementById(id));
  const WAIT = 1500;
  const RETRY = 30_000;
  const FORGOTTEN = 14 * 24 * 3600 * 1000; // after that nothing that was sent stays on the phone
  let order = Date.now();
  let sending = null;
  let lastSaved = null;
  let current = 0;

  const word = (name, values = {}) => data.words[name].replace(/\{(\w+)\}/g, (_all, key) => values[key] ?? "");
  const clock = (moment) => moment.toTimeString().slice(0, 5);
  const here = (entry) => entry.control === data.control && entry.user === data.user.uuid;

  const entryOf = (kind, body, more = {}) => ({
    uuid: store.newId(), kind, control: data.control, place: data.place, user: data.user.uuid, name: data.user.name,
    order: (order += 1), tried: false, sent: false, refused: "", body, ...more,
  });

  const keep = async (entry, draft = null) => {
    try {
      if (!draft || !(await store.rewrite(draft, entry.body))) await store.put(entry);
      else entry.uuid = draft;
      lastSaved = new Date();
    } catch (error) {
      waits.textContent = word("unkept");
      throw error;
    }
    await show();
    clearTimeout(sending);
    sending = setTimeout(send, WAIT);
  };

  const show = async (how) => {
    const all = await store.all();
    const open = Inspection.waiting(all);
    const mine = open.filter((each) => each.user === data.user.uuid);
    const parts = [lastSaved && `● ${word("saved", { time: clock(lastSaved) })}`];
    if (mine.length) parts.push(word("to_send", { count: mine.length }));
    else if (lastSaved || all.some(here)) parts.push(word("sent"));
    if (how === "offline" || !navigator.onLine) parts.push(word("offline"));
    state.textContent = parts.filter(Boolean).join(" · ");
    waits.replaceChildren(...notices(all, open, mine, how));
  };

  const notices = (all, open, mine, how) => {
    const found = [];
    if (how === "sign_in" && mine.length) {
      const link = document.createElement("a");
      link.href = data.login;
      link.textContent = word("sign_in", { count: mine.length });
      found.push(link);
    }
    const others = open.filter((each) => each.user !== data.user.uuid);
    for (const name of new Set(others.map((each) => each.name))) {
      found.push(said(word("others", { name, count: others.filter((each) => each.name === name).length })));
    }
    const isMended = (one) => all.some((later) => later.kind === one.kind && later.body.item === one.body.item && later.order > one.order);
    for (const each of all.filter((one) => one.refused && here(one) && !isMended(one))) found.push(said(word("refused", { because: each.refused })));
    return found;
  };

  const said = (text) => Object.assign(document.createElement("p"), { textContent: text });

  const send = async () => show(await Inspection.send());

  // --- One question at a time
  const go = (index, { focus = true } = {}) => {
    current = Math.max(0, Math.min(questions.length - 1, index));
    questions.forEach((each, number) => { each.hidden = number !== current; });
    count.textContent = word("of", { number: current + 1, all: questions.length });
    bar.querySelector("[data-previous]").disabled = current === 0;
    bar.querySelector("[data-next]").disabled = current === questions.length - 1;
    history.replaceState(null, "", `#${questions[current].id}`);
    if (focus) questions[current].querySelector("h2").focus();
    scrollTo(0, 0);
  };

  // --- Answers
  const fieldsOf = (question) => {
    const form = question.querySelector("form");
    return { value: form.elements.value, note: form.elements.note, seen: Array.from(form.elements.seen), photo: form.elements.photo };
  };
  const figureOf = (text) => Number(text.replace(/[\s\u00a0\u202f%]/g, "").replace(",", ".") || NaN);

  const judge = (question, fields) => {
    const verdict = question.querySelector("[data-verdict]");
    verdict.textContent = "";
    verdict.className = "question__verdict";
    if (!fields.value || !fields.value.value.trim()) return true;
    const figure = figureOf(fields.value.value);
    if (!Number.isFinite(figure) || figure < 0) {
      verdict.textContent = word("not_a_figure");
      verdict.classList.add("is-bad");
      return false;
    }
    if (question.dataset.threshold === "") return true;
    const asked = Number(question.dataset.threshold);
    const isKept = question.dataset.direction === "at_most" ? figure <= asked : figure >= asked;
    fields.seen.forEach((each) => { each.checked = each.value === (isKept ? "kept" : "not_kept"); });
    verdict.textContent = isKept ? `✓ ${word("above")}` : `▲ ${word("below")}`;
    verdict.classList.add(isKept ? "is-good" : "is-bad");
    return true;
  };

  const drafts = new Map(); // by question: the entry that may still be written over
  const lastSaid = new Map(); // by question: what was said last, so that the same is not said twice
  const saving = new Map(); // by question: what is being written, so that the next waits for it

  // What the fields of a question say now; nothing where nothing is said.
  const saidIn = (question, fields) => {
    const value = fields.value ? fields.value.value.trim() : "";
    const ticked = fields.seen.find((each) => each.checked);
    const note = fields.note.value;
    if (!ticked && !value && !note.trim()) return null;
    const { item, unit } = question.dataset;
    return { item, seen: ticked ? ticked.value : "not_seen", value: value || null, unit: value ? unit : "", note };
  };

  const save = async (question) => {
    const fields = fieldsOf(question);
    if (!judge(question, fields)) return;
    const body = saidIn(question, fields);
    if (!body) return;
    const { item } = body;
    const text = JSON.stringify(body);
    if (lastSaid.get(item) === text) return;
    body.answered_at = new Date().toISOString();
    const entry = entryOf("answer", body);
    await keep(entry, drafts.get(item));
    drafts.set(item, entry.uuid);
    lastSaid.set(item, text);
  };
  const saveInTurn = (question) => {
    const turn = (saving.get(question) || Promise.resolve()).then(() => save(question)).catch(() => {});
    saving.set(question, turn);
    return turn;
  };

  const restore = (question, entry) => {
    const fields = fieldsOf(question);
    if (fields.value) fields.value.value = entry.body.value || "";
    fields.note.value = entry.body.note;
    if (entry.body.note) question.querySelector(".question__note").open = true;
    fields.seen.forEach((each) => { each.checked = each.value === entry.body.seen; });
    drafts.set(question.dataset.item, entry.uuid);
    judge(question, fields);
  };

  // --- Pictures
  const thumbnail = (question, blob) => Inspection.thumbnail(question.querySelector("[data-photos]"), blob, word("photo"));
  const takePhoto = async (question) => {
    const { photo } = fieldsOf(question);
    for (const file of Array.from(photo.files)) {
      const taken_at = new Date().toISOString();
      const blob = await Inspection.smaller(file);
      await keep(entryOf("photo", { item: question.dataset.item, taken_at, caption: "" }, { blob }));
      await thumbnail(question, blob);
    }
    photo.value = "";
  };

  // --- Signatures
  const listSigned = (body) => {
    const line = document.createElement("li");
    line.textContent = `✓ ${word("signed", { name: body.on_behalf_of ? `${body.name}, ${body.on_behalf_of}` : body.name })}`;
    document.querySelector("[data-signed]").append(line);
  };
  const prepareSigning = () => {
    const form = document.querySelector("[data-sign]");
    form.querySelector("[data-draw]").hidden = false;
    const field = Inspection.signature(form.querySelector("canvas"));
    form.querySelector("[data-clear]").addEventListener("click", field.clear);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const wrong = document.getElementById("sign-wrong");
      const { name, on_behalf_of } = form.elements;
      wrong.textContent = name.value.trim() ? "" : word("name_first");
      if (wrong.textContent) { name.focus(); return; }
      const body = { name: name.value, on_behalf_of: on_behalf_of.value, signed_at: new Date().toISOString(), strokes: field.strokes() };
      await keep(entryOf("signature", body));
      listSigned(body);
      field.clear();
      name.value = "";
      on_behalf_of.value = "";
    });
  };

  const prepare = (question) => {
    const form = question.querySelector("form");
    let typing = null;
    form.addEventListener("submit", (event) => { event.preventDefault(); saveInTurn(question).then(() => go(current + 1)); });
    form.addEventListener("input", (event) => {
      if (event.target.type === "file") return;
      const fields = fieldsOf(question);
      const tickedApart = event.target.name === "seen" && fields.value && fields.value.value && question.dataset.threshold !== "";
      if (tickedApart && ["not_seen", "not_applicable"].includes(event.target.value)) fields.value.value = "";
      judge(question, fields);
      clearTimeout(typing);
      typing = setTimeout(() => saveInTurn(question), 300);
    });
    form.addEventListener("change", (event) => {
      clearTimeout(typing);
      if (event.target.type === "file") takePhoto(question);
      else saveInTurn(question);
    });
  };

  const start = async () => {
    document.body.classList.add("is-running");
    bar.hidden = false;
    questions.filter((each) => each.dataset.item).forEach(prepare);
    prepareSigning();
    bar.querySelector("[data-previous]").addEventListener("click", () => { go(current - 1); send(); });
    bar.querySelector("[data-next]").addEventListener("click", () => { go(current + 1); send(); });
    go(Math.max(0, questions.findIndex((each) => `#${each.id}` === location.hash)), { focus: false });
    try {
      const entries = await store.all();
      await store.remove(entries.filter((each) => each.sent && (data.known.includes(each.uuid) || each.order < Date.now() - FORGOTTEN)).map((each) => each.uuid));
      for (const each of entries.filter((one) => here(one) && !data.known.includes(one.uuid))) {
        const question = questions.find((one) => one.dataset.item === each.body.item && each.body.item);
        if (each.kind === "answer" && question) restore(question, each);
        if (each.kind === "photo" && question && each.blob) await thumbnail(question, each.blob);
        if (each.kind === "signature") listSigned(each.body);
      }
    } catch (error) {
      waits.textContent = word("unkept");
    }
    for (const each of questions.filter((one) => one.dataset.item)) {
      judge(each, fieldsOf(each));
      lastSaid.set(each.dataset.item, JSON.stringify(saidIn(each, fieldsOf(each))));
    }
    addEventListener("online", send);
    addEventListener("offline", () => show("offline"));
    setInterval(send, RETRY);
    document.addEventListener("visibilitychange", () => { if (!document.hidden) send(); });
    await send();
    await Inspection.keepPage(data).catch(() => {});
  };

  start();
})();
