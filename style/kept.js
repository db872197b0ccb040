// What was typed into a return and not saved is kept in this browser under its person's number. No return here takes anything
// now: what was kept for this one is told, and what is another person's or older than a week is thrown away.
const shelf = document.querySelector("[data-kept]");
const { kept: person, path } = shelf.dataset;
const FIRST = "outcomes:return:", WEEK = 7 * 24 * 3600 * 1000;

const read = (key) => {
  try { return JSON.parse(localStorage.getItem(key)) ?? {}; } catch { return {}; }
};
try {
  for (const key of Object.keys(localStorage).filter((key) => key.startsWith(FIRST))) {
    if (!key.startsWith(`${FIRST}${person}:`) || !(Date.now() - read(key).at < WEEK)) localStorage.removeItem(key);
  }
} catch { /* The browser keeps nothing, so there is nothing to tell. */ }

const store = `${FIRST}${person}:${path}`;
const unsaved = Object.entries(read(store).unsaved ?? {});
if (path && unsaved.length) {
  const add = (to, tag, text) => {
    const made = document.createElement(tag);
    made.textContent = text ?? "";
    to.append(made);
    return made;
  };
  add(shelf, "p", "You typed this here before it was locked. It is not saved: it stands in this browser alone.");
  const list = add(shelf, "ul");
  for (const [key, { typed }] of unsaved) {
    const row = [...document.querySelectorAll("tr[data-key]")].find((row) => row.dataset.key === key);
    const about = row ? `${row.closest("table").querySelector("caption a").textContent}, ${row.querySelector("th").textContent.trim()}` : key;
    add(list, "li", `${about}: ${typed.split("‖").filter((part) => part !== "").join(", ")}`);
  }
  const forget = add(shelf, "button", "Forget it");
  forget.type = "button";
  forget.className = "button second";
  forget.addEventListener("click", () => {
    localStorage.removeItem(store);
    shelf.replaceChildren();
  });
  shelf.hidden = false;
}
document.documentElement.dataset.kept = "";
