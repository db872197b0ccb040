// Starts the browser program and brings each island of the page to life. The addresses stand on this script's own tag.
const { module, wasm } = document.querySelector("script[data-wasm]").dataset;
const program = await import(module);
await program.default({ module_or_path: wasm });
program.hydrate();
for (const island of document.querySelectorAll("leptos-island")) program[island.dataset.component]?.(island);
document.documentElement.dataset.awake = "";
