// The head of the page: its title, what the archive holds, and the ways from here.
function show() {
  element.querySelector("h1").textContent = props.value.title;
  element.querySelector("header p").textContent = props.value.line;
}

function view(name) {
  element.closest("#readout").dataset.view = name;
  element.querySelectorAll("[data-view]").forEach((button) => button.setAttribute("aria-pressed", button.dataset.view === name));
  if (name === "archive") document.dispatchEvent(new CustomEvent("desk:archive"));
}

element.querySelectorAll("[data-view]").forEach((button) => button.addEventListener("click", () => view(button.dataset.view)));
element.querySelector("[data-afresh]").addEventListener("click", () => {
  view("ask");
  trigger("select", { conversation: "", reader: "" });
  document.dispatchEvent(new CustomEvent("desk:afresh"));
});
element.querySelector("[data-kept]").addEventListener("click", () => document.dispatchEvent(new CustomEvent("desk:kept")));
// How the desk is: looked at more often while something is going on, and not at all while nobody sees the page.
const state = element.querySelector(".health");
let next = 0;
async function look() {
  clearTimeout(next);
  let found;
  try {
    found = document.hidden ? null : await server.health(null);
  } catch {
    found = { state: "failed", said: "The program does not answer. Is it still running?", facts: "", line: "" };
  }
  if (found) {
    state.dataset.state = found.state;
    const words = state.querySelector("[role=status]");
    if (words.textContent !== found.said) words.textContent = found.said;
    state.querySelector("dl").innerHTML = found.facts;
    if (found.line) element.querySelector("header p").textContent = found.line;
  }
  next = setTimeout(look, found?.state === "ready" ? 15000 : 3000);
}
document.addEventListener("visibilitychange", look);
for (const name of ["desk:asked", "desk:changed"]) document.addEventListener(name, () => setTimeout(look, 300));
look();

document.addEventListener("desk:opened", () => view("ask"));
watch("value", show);
show();
