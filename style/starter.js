// Starts the browser program of the page and brings its islands to life. The addresses are on this script's own tag.
const { module, wasm, keeps } = document.querySelector("script[data-wasm]").dataset;
const boxes = document.querySelector("[data-measure]");

// What is typed is not left behind unasked, unless it is being sent.
const form = boxes?.closest("form");
const ask = (event) => event.preventDefault();
form?.addEventListener("input", () => addEventListener("beforeunload", ask));
form?.addEventListener("submit", () => removeEventListener("beforeunload", ask));

// A page that has nothing but what this browser keeps to show needs no program where it keeps nothing.
const isKept = () => {
  try { return Object.keys(localStorage).some((key) => key.startsWith(keeps)); } catch { return false; }
};
if (keeps === undefined || isKept()) {
  const program = await import(module);
  await program.default({ module_or_path: wasm });
  program.hydrate();
  for (const island of document.querySelectorAll("leptos-island")) program[island.dataset.component]?.(island);

  // The boxes for a figure tell what they come to.
  const tell = () => {
    const { measure, per, decimals } = boxes.dataset;
    const typed = ["value", "numerator", "denominator"].map((name) => boxes.querySelector("#" + name)?.value ?? "");
    boxes.lastElementChild.textContent = program.computed(measure, per && +per, +decimals, ...typed);
  };
  let later;
  boxes?.addEventListener("input", () => {
    clearTimeout(later);
    later = setTimeout(tell, 300);
  });
  if (boxes && !boxes.querySelector("[aria-invalid]")) tell();
}
document.documentElement.dataset.awake = "";
