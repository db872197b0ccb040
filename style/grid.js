// The grid of a return as a spreadsheet: keys, paste, undo, and each row saved as it is left. Every rule about figures is the
// server's; without this script the grid is a form that is sent whole.
const form = document.querySelector("form[data-grid]");
const status = document.getElementById("told");
// By the return's own address: the page that is filled from a file has another.
const own = new URL(form.action).pathname;
const store = `outcomes:return:${form.dataset.person}:${own}`;
const WEEK = 7 * 24 * 3600 * 1000;
const FIELDS = ["numerator", "denominator", "value", "absence", "status", "note", "because", "reason", "origin"];

// The rows that take something, in order; what names each; and its boxes.
const rows = () => [...form.querySelectorAll("tr[data-row]")];
const place = (row) => row.dataset.row;
const named = (name, row) => form.elements.namedItem(`${name}.${place(row)}`);
const boxes = (row) => [...row.querySelectorAll("[data-col]")];
const below = (row) => row.nextElementSibling;
const rowOf = (box) => {
  const row = box.closest("tr");
  return row.dataset.row === undefined ? row.previousElementSibling : row;
};
const was = (row) => named("was", row);
// A box that is not on the page now, such as that of a reason nobody wants any more, holds what it held.
const joined = (row) => {
  const old = was(row).value.split("‖");
  return FIELDS.map((field, at) => (named(field, row)?.value ?? old[at] ?? "").trim()).join("‖");
};
// A row that says nothing is not changed by a status alone.
const isBlank = (text) => text.split("‖").filter((part, at) => at < 4 || FIELDS[at] === "note").every((part) => part === "");
const isChanged = (row) =>
  row.dataset.chosen !== undefined || (joined(row) !== was(row).value && !(isBlank(joined(row)) && isBlank(was(row).value)));
const keyOf = (row) => named("key", row).value;
document.getElementById("keys").hidden = false;

// What is not saved yet stays in this browser, for this person, for a week. Signing out clears it.
const read = () => {
  try { return JSON.parse(localStorage.getItem(store)) ?? {}; } catch { return {}; }
};
// Rows that a file filled are kept by the file, until somebody types into them.
const filled = new Map(form.dataset.filled === undefined ? [] : rows().map((row) => [row, joined(row)]));
// Another tab may keep rows of this return too: those are left as they are.
const mine = new Set();
const keep = () => {
  const { unsaved = {} } = read();
  for (const key of mine) delete unsaved[key];
  for (const row of rows().filter((row) => isChanged(row) && filled.get(row) !== joined(row))) {
    mine.add(keyOf(row));
    unsaved[keyOf(row)] = { typed: joined(row), was: was(row).value, seen: named("seen", row).value };
  }
  try {
    if (Object.keys(unsaved).length) localStorage.setItem(store, JSON.stringify({ at: Date.now(), unsaved }));
    else localStorage.removeItem(store);
  } catch { /* The browser keeps nothing: the page still says what is not saved. */ }
};
const forget = (isOld) => {
  for (const key of Object.keys(localStorage).filter((key) => key.startsWith("outcomes:return:"))) {
    let at = 0;
    try { at = JSON.parse(localStorage.getItem(key)).at; } catch { /* It is nothing of ours. */ }
    if (isOld(key, at)) localStorage.removeItem(key);
  }
};
const others = (key) => !key.startsWith(`outcomes:return:${form.dataset.person}:`);
try { forget((key, at) => others(key) || Date.now() - at > WEEK); } catch { /* As above. */ }
document.querySelector('form[action="/sign-out"]')?.addEventListener("submit", () => forget(() => true));

const fill = (row, text) => text.split("‖").forEach((value, at) => {
  const box = named(FIELDS[at], row);
  if (box) box.value = value;
});

// What stands about all rows, in one line that is read out.
let note = "";
const tell = (text) => {
  const count = rows().filter(isChanged).length;
  const unsaved = count === 0 ? "" : count === 1 ? "1 row is not saved yet. " : `${count} rows are not saved yet. `;
  note = text ?? note;
  status.textContent = unsaved + note;
};
const mark = (row) => row.classList.toggle("unsaved", isChanged(row));

// Saving: one request at a time, of all rows that changed.
let isSaving = false, isAgain = false, timer, isStopped = false;
const save = async () => {
  clearTimeout(timer);
  if (isSaving) { isAgain = true; return; }
  const changed = rows().filter((row) => isChanged(row) && (row.dataset.refused !== joined(row)));
  keep();
  if (!changed.length || isStopped) { tell(); return; }
  if (filled.size) { tell("Nothing of the file is saved until you press Save."); return; }
  isSaving = true;
  const sent = new Map(changed.map((row) => [row, joined(row)]));
  const body = new URLSearchParams({ step: "save" });
  for (const row of changed) {
    for (const name of ["key", "seen", "was", ...FIELDS]) {
      const box = named(name, row);
      if (box) body.append(`${name}.${place(row)}`, box.value);
    }
    if (row.dataset.chosen) body.append(`choose.${place(row)}`, row.dataset.chosen);
  }
  tell("Saving…");
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { accept: "application/json" } });
    if (answer.status === 401) {
      isStopped = true;
      tell("Your session has ended. What you typed is kept in this browser: ");
      const link = document.createElement("a");
      link.href = `/sign-in?to=${encodeURIComponent(own)}`;
      link.textContent = "sign in, and it is saved.";
      status.append(link);
    } else if (answer.headers.get("content-type")?.startsWith("application/json")) {
      took(await answer.json(), sent);
    } else {
      tell(`Not saved: the server answered ${answer.status}. It is kept in this browser and tried again.`);
      timer = setTimeout(save, 15000);
    }
  } catch {
    tell("Not saved: there is no connection. It is kept in this browser and sent when there is one.");
    timer = setTimeout(save, 15000);
  }
  isSaving = false;
  keep();
  if (isAgain) { isAgain = false; save(); }
};
addEventListener("online", save);

// What came of the rows.
const took = (answer, sent) => {
  if (answer.locked) {
    isStopped = true;
    tell(`Not saved. ${answer.locked}`);
    return;
  }
  document.getElementById("progress").textContent = answer.progress;
  let refused = 0;
  for (const told of answer.rows) {
    const row = rows().find((row) => keyOf(row) === told.key);
    if (!row) continue;
    const isNewer = sent.has(row) && sent.get(row) !== joined(row);
    if (told.outcome === "saved" || (told.outcome === "beside" && !isChanged(row))) {
      named("seen", row).value = told.seen;
      was(row).value = told.was;
      delete row.dataset.refused;
      delete row.dataset.chosen;
    }
    if (told.outcome === "stale") named("seen", row).dataset.theirs = told.seen;
    if (told.outcome === "stale" || told.outcome === "invalid") {
      row.dataset.refused = sent.get(row);
      refused += 1;
    }
    row.classList.toggle("wrong", told.outcome === "stale" || told.outcome === "invalid");
    for (const box of boxes(row)) {
      if (told.wrong.includes(box.dataset.col)) box.setAttribute("aria-invalid", "true");
      else box.removeAttribute("aria-invalid");
    }
    row.querySelector(".stands-here").innerHTML = told.state;
    if (!isNewer) show(row, told.told);
    mark(row);
  }
  tell(refused ? `Saved at ${answer.at}, but for ${refused === 1 ? "a row" : refused + " rows"}: see below ${refused === 1 ? "it" : "them"} why.` : `Saved at ${answer.at}.`);
};

// What the server tells of a row, without taking the box away that somebody is in.
const show = (row, html) => {
  const line = below(row), cell = line.firstElementChild;
  const focused = cell.contains(document.activeElement) ? document.activeElement.id : null;
  cell.innerHTML = html;
  line.hidden = cell.textContent.trim() === "";
  if (focused) document.getElementById(focused)?.focus();
};

// Choosing between two people's figures.
form.addEventListener("change", (event) => {
  const box = event.target;
  if (!box.name?.startsWith("choose.")) return;
  const row = rowOf(box), seen = named("seen", row);
  const theirs = below(row).querySelector("[data-theirs]").dataset.theirs;
  if (seen.dataset.theirs) seen.value = seen.dataset.theirs;
  row.dataset.chosen = box.value;
  if (box.value === "theirs") { fill(row, theirs); }
  was(row).value = theirs;
  delete row.dataset.refused;
  if (box.value === "theirs") { row.classList.remove("wrong"); show(row, ""); }
  mark(row);
  save();
});

// Undo: what each step changed, the newest last.
const undos = [], redos = [];
const step = (changes) => {
  if (!changes.length) return;
  undos.push(changes);
  redos.length = 0;
};
const back = (from, to, which) => {
  const changes = from.pop();
  if (!changes) return;
  for (const change of changes) change.box.value = change[which];
  to.push(changes);
  const box = changes[0].box;
  box.focus();
  for (const change of changes) { mark(rowOf(change.box)); before.set(change.box, change.box.value); }
  later();
};

// Ways of being in a box: ready (what is typed takes its place), typing, or editing within it.
let way = "ready";
const before = new WeakMap();
form.addEventListener("focusin", (event) => {
  const box = event.target;
  if (!box.dataset.col) return;
  way = "ready";
  before.set(box, box.value);
  if (box.select) box.select();
});
form.addEventListener("pointerup", (event) => { if (event.detail > 1) way = "editing"; });
form.addEventListener("input", (event) => {
  if (!event.target.dataset.col) return;
  if (way === "ready") way = "typing";
  mark(rowOf(event.target));
  keep();
});
const commit = (box) => {
  if (before.get(box) !== undefined && before.get(box) !== box.value) {
    step([{ box, before: before.get(box), after: box.value }]);
    before.set(box, box.value);
    later();
  }
};
const later = () => { clearTimeout(timer); timer = setTimeout(save, 250); tell(); };
form.addEventListener("focusout", (event) => { if (event.target.dataset.col) commit(event.target); });
form.addEventListener("change", (event) => { if (event.target.dataset.col) commit(event.target); });

const go = (box, down, across) => {
  const row = rowOf(box);
  if (across) {
    const all = boxes(row), to = all[all.indexOf(box) + across];
    to?.focus();
    return;
  }
  const all = rows();
  for (let at = all.indexOf(row) + down; all[at]; at += down) {
    const to = boxes(all[at]).find((other) => other.dataset.col === box.dataset.col);
    if (to) { to.focus(); return; }
  }
};
form.addEventListener("keydown", (event) => {
  const box = event.target, key = event.key;
  if (!box.dataset.col || event.isComposing || event.altKey) return;
  const isControl = event.ctrlKey || event.metaKey;
  if (isControl && key.toLowerCase() === "z" && way === "ready") {
    event.preventDefault();
    if (event.shiftKey) back(redos, undos, "after"); else back(undos, redos, "before");
    return;
  }
  if (isControl && key.toLowerCase() === "y" && way === "ready") { event.preventDefault(); back(redos, undos, "after"); return; }
  if (isControl) return;
  const isSelect = box.tagName === "SELECT";
  const moves = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  if (key === "Enter") {
    event.preventDefault();
    commit(box);
    go(box, event.shiftKey ? -1 : 1, 0);
  } else if (key === "F2" && !isSelect) {
    event.preventDefault();
    way = "editing";
    box.setSelectionRange(box.value.length, box.value.length);
  } else if (key === "Escape") {
    if (before.get(box) !== undefined) box.value = before.get(box);
    way = "ready";
    if (box.select) box.select();
    mark(rowOf(box));
    keep();
    tell();
  } else if (moves[key] && !event.shiftKey && !(way === "editing" && moves[key][1]) && !(isSelect && moves[key][0])) {
    event.preventDefault();
    commit(box);
    go(box, ...moves[key]);
  } else if (key === "Delete" && way === "ready" && !isSelect) {
    event.preventDefault();
    box.value = "";
    mark(rowOf(box));
    commit(box);
  }
});

// The cells of a block: one that holds a line break or a quote is quoted, as spreadsheets copy it.
const cellsOf = (text) => {
  const lines = [[]];
  let cell = "", isQuoted = false;
  const next = () => { lines.at(-1).push(cell.replace(/\s+/g, " ").trim()); cell = ""; };
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at];
    if (isQuoted) {
      if (letter !== '"') cell += letter;
      else if (text[at + 1] === '"') { cell += letter; at += 1; }
      else isQuoted = false;
    } else if (letter === '"' && cell === "") isQuoted = true;
    else if (letter === "\t") next();
    else if (letter === "\n") { next(); lines.push([]); }
    else cell += letter;
  }
  next();
  // A quote that never ends is a letter like others.
  return isQuoted ? text.split("\n").map((line) => line.split("\t").map((one) => one.trim())) : lines;
};

// A block from a spreadsheet: rows down, columns across, from the box that one is in.
form.addEventListener("paste", (event) => {
  const box = event.target;
  if (!box.dataset.col || !box.closest("tr[data-row]")) return;
  const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
  if (!/[\t\n]/.test(text)) return;
  event.preventDefault();
  const lines = cellsOf(text);
  const all = rows(), from = all.indexOf(rowOf(box)), changes = [];
  let lost = 0;
  lines.forEach((cells, down) => {
    const row = all[from + down];
    if (!row) { lost += cells.filter((cell) => cell !== "").length; return; }
    const own = boxes(row), start = own.findIndex((other) => other.dataset.col === box.dataset.col);
    cells.forEach((cell, across) => {
      const to = start < 0 ? undefined : own[start + across];
      if (!to) { if (cell !== "") lost += 1; return; }
      const value = to.tagName === "SELECT"
        ? [...to.options].find((option) => [option.value, option.text].some((word) => word.toLowerCase() === cell.toLowerCase()))?.value
        : cell;
      if (value === undefined) { lost += 1; return; }
      if (to.value !== value) changes.push({ box: to, before: to.value, after: value });
      to.value = value;
    });
    mark(row);
  });
  step(changes);
  before.set(box, box.value);
  tell(lost ? `${lost} pasted ${lost === 1 ? "cell" : "cells"} did not fit and ${lost === 1 ? "was" : "were"} left out. ` : "");
  clearTimeout(timer);
  timer = setTimeout(save, 0);
});

// A form that is sent whole must not be sent beside a row that is being saved.
addEventListener("beforeunload", (event) => { if (rows().some(isChanged) && !isSent) event.preventDefault(); });
let isSent = false;
form.addEventListener("submit", (event) => {
  if (isSaving) { event.preventDefault(); const { submitter } = event; setTimeout(() => form.requestSubmit(submitter), 50); return; }
  isSent = true;
  const { at, unsaved = {} } = read();
  for (const key of [...mine, ...rows().map(keyOf)]) delete unsaved[key];
  try {
    if (Object.keys(unsaved).length) localStorage.setItem(store, JSON.stringify({ at, unsaved }));
    else localStorage.removeItem(store);
  } catch { /* As above. */ }
});

// Where somebody recorded another figure meanwhile, nothing is sent before one of the two is chosen.
for (const row of rows().filter((row) => below(row).querySelector(".conflict"))) row.dataset.refused = joined(row);

// What was not saved the last time, put back where it was typed.
const { unsaved = {} } = read();
let restored = 0;
for (const row of rows()) {
  const kept = unsaved[keyOf(row)];
  if (kept) mine.add(keyOf(row));
  if (!kept || kept.typed === was(row).value) continue;
  fill(row, kept.typed);
  // Seen as it was when it was typed: what somebody else wrote since is shown beside it.
  named("seen", row).value = kept.seen;
  mark(row);
  restored += 1;
}
if (restored) {
  tell(`${restored === 1 ? "A row" : restored + " rows"} typed here earlier and not saved ${restored === 1 ? "was" : "were"} put back.`);
  save();
}
document.documentElement.dataset.grid = "";
