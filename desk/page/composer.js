// The question being written, its limits as chips that can be taken off, and the way to stop an answer.
const form = element.querySelector("form");
const box = form.querySelector("textarea");
const chips = form.querySelector(".chips");
const { as_of: day, outlet } = form.elements;
let ran = false;
let turn = null; // the turn whose question is being changed, null for a new one

// Each browser has its own conversations.
function reader() {
  const name = localStorage.getItem("readout-reader") || [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  localStorage.setItem("readout-reader", name);
  return name;
}

function chip(words, remove) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = `${words} ×`;
  button.setAttribute("aria-label", `Take off: ${words}`);
  button.addEventListener("click", () => {
    remove();
    limits();
    box.focus();
  });
  chips.append(button);
}

function limits() {
  chips.replaceChildren();
  if (turn !== null) chip(`Changing question ${turn}`, () => ((turn = null), (box.value = "")));
  if (day.value) chip(`As of ${new Date(`${day.value}T00:00`).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" })}`, () => (day.value = ""));
  if (outlet.value) chip(`${outlet.value} only`, () => (outlet.value = ""));
  fit();
}

function fit() {
  box.style.height = "auto";
  box.style.height = `${Math.min(box.scrollHeight + 2, 160)}px`;
}

function show() {
  const { running, outlets } = props.value;
  if (ran && !running) document.dispatchEvent(new CustomEvent("desk:changed"));
  ran = running;
  form.querySelector(".send").hidden = running;
  form.querySelector(".stop").hidden = !running;
  if (outlets.length !== outlet.length - 1) {
    const chosen = outlet.value;
    outlet.replaceChildren(new Option("All outlets", ""), ...outlets.map((name) => new Option(name, name)));
    outlet.value = outlets.includes(chosen) ? chosen : "";
    limits();
  }
}

function ask(wanted) {
  if (props.value.running) return;
  document.dispatchEvent(new CustomEvent("desk:asked"));
  trigger("submit", { again: false, question: "", as_of: day.value, outlet: outlet.value, turn: null, time: null, names: null, reader: reader(), ...wanted });
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (props.value.running || !box.value.trim()) return;
  ask({ question: box.value, turn });
  box.value = "";
  turn = null;
  limits();
});
box.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit();
});
box.addEventListener("input", fit);
day.addEventListener("change", limits);
outlet.addEventListener("change", limits);
form.querySelector(".stop").addEventListener("click", () => trigger("stop"));
document.addEventListener("desk:ask", (event) => ask(event.detail));
document.addEventListener("desk:edit", (event) => {
  turn = event.detail.turn;
  box.value = event.detail.question;
  limits();
  box.focus();
});
document.addEventListener("desk:afresh", () => {
  turn = null;
  box.value = "";
  limits();
  box.focus();
});
watch("value", show);
show();
limits();
if (matchMedia("(min-width: 901px)").matches) box.focus();
