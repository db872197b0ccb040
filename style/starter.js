// Starts the browser program and brings each island of the page to life. The addresses stand on this script's own tag.
const { module, wasm } = document.querySelector("script[data-wasm]").dataset;

// What is typed is not left behind unasked, unless it is being sent.
const form = document.querySelector("form.form[method=post]");
const ask = (event) => event.preventDefault();
form?.addEventListener("input", () => addEventListener("beforeunload", ask));
form?.addEventListener("submit", () => removeEventListener("beforeunload", ask));

const program = await import(module);
await program.default({ module_or_path: wasm });
program.hydrate();
for (const island of document.querySelectorAll("leptos-island")) program[island.dataset.component]?.(island);

// The boxes for a figure tell what they come to.
const boxes = document.querySelector("[data-measure]");
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
document.documentElement.dataset.awake = "";
