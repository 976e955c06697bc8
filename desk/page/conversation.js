// Draws the conversation, one node a turn, so that a new turn leaves the earlier ones as they are: folds stay open,
// focus and selection stay where they were. `element`, `props`, `server`, `trigger` and `watch` are given by Gradio.
const turns = element.querySelector(".turns");
const card = element.querySelector(".card");
const told = element.querySelector(".told");
const drawn = [];

const scroller = () => {
  const own = element.closest("#conversation");
  return getComputedStyle(own).overflowY === "auto" ? own : document.scrollingElement;
};
const atEnd = (box) => box.scrollHeight - box.scrollTop - box.clientHeight < 80;

// A running turn grows in place, so that its text does not flicker.
function grow(old, fresh) {
  if (old.isEqualNode(fresh)) return;
  if (old.nodeType !== Node.ELEMENT_NODE || old.tagName !== fresh.tagName || old.className !== fresh.className) {
    old.replaceWith(fresh);
    return;
  }
  const before = [...old.childNodes];
  const after = [...fresh.childNodes];
  after.forEach((node, i) => (before[i] ? grow(before[i], node) : old.append(node)));
  before.slice(after.length).forEach((node) => node.remove());
}

function node(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  return holder.content.firstElementChild;
}

function draw() {
  const wanted = props.value || [];
  const box = scroller();
  const follow = wanted.length > drawn.length || atEnd(box);
  wanted.forEach((html, i) => {
    if (drawn[i] === html) return;
    if (turns.children[i]) grow(turns.children[i], node(html));
    else turns.append(node(html));
    drawn[i] = html;
  });
  while (turns.children.length > wanted.length) turns.lastElementChild.remove();
  drawn.length = wanted.length;
  hide();
  if (follow) reveal(box);
}

// To the end, but not past the question of the last turn.
function reveal(box) {
  box.scrollTop = box.scrollHeight;
  const last = turns.lastElementChild;
  if (last && last.offsetHeight > box.clientHeight) last.scrollIntoView({ block: "start" });
}

// The card of a citation stands beside its number while the pointer is on either, or the keyboard on the number.
let leaving = 0;
function show(chip) {
  const described = document.getElementById(chip.getAttribute("aria-describedby"));
  if (!described) return;
  clearTimeout(leaving);
  card.replaceChildren(...described.cloneNode(true).childNodes);
  card.hidden = false;
  const at = chip.getBoundingClientRect();
  const below = at.bottom + 6 + card.offsetHeight <= innerHeight;
  card.style.top = `${below ? at.bottom + 6 : Math.max(6, at.top - 6 - card.offsetHeight)}px`;
  card.style.left = `${Math.max(8, Math.min(at.left - 12, innerWidth - card.offsetWidth - 8))}px`;
}
function hide() {
  clearTimeout(leaving);
  card.hidden = true;
}
const later = () => (leaving = setTimeout(hide, 180));
const chipOf = (event) => event.target.closest?.(".chip");
turns.addEventListener("mouseover", (event) => chipOf(event) && show(chipOf(event)));
turns.addEventListener("mouseout", (event) => chipOf(event) && later());
card.addEventListener("mouseenter", () => clearTimeout(leaving));
card.addEventListener("mouseleave", later);
turns.addEventListener("focusin", (event) => chipOf(event)?.matches(":focus-visible") && show(chipOf(event)));
turns.addEventListener("focusout", (event) => chipOf(event) && hide());
document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
element.closest("#conversation").addEventListener("scroll", hide, { passive: true });

function say(words) {
  told.textContent = words;
  setTimeout(() => (told.textContent = ""), 4000);
}

async function copy(text, html) {
  const item = { "text/plain": new Blob([text], { type: "text/plain" }) };
  if (html) item["text/html"] = new Blob([html], { type: "text/html" });
  await navigator.clipboard.write([new ClipboardItem(item)]);
  say("Copied.");
}

function save(text, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  say(`Saved as ${name}.`);
}

function print(turn) {
  turn.querySelectorAll("details.cited").forEach((fold) => (fold.open = true));
  turn.classList.add("printed");
  addEventListener("afterprint", () => turn.classList.remove("printed"), { once: true });
  window.print();
}

async function take({ take: form, answer }, turn) {
  if (form === "print") return print(turn);
  if (form === "link") return copy(`${location.origin}${location.pathname}?answer=${answer}`);
  const { text, error } = await server.take({ answer, form });
  if (error) return say(error);
  if (form === "json") return save(text, `answer-${answer.slice(0, 8)}.json`);
  return copy(text, form === "html" ? text : "");
}

// Whether a chip has its time or names used or not; null where it says nothing of them, and they stay as they were.
const switched = (said) => (said ? said === "yes" : null);

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const { ref, ask, again, edit, time, names } = button.dataset;
  if (ref) trigger("click", { ref });
  if (ask) document.dispatchEvent(new CustomEvent("desk:ask", { detail: { question: ask } }));
  if (again) document.dispatchEvent(new CustomEvent("desk:ask", { detail: { again: true, turn: Number(again), time: switched(time), names: switched(names) } }));
  if (edit) {
    const question = button.closest(".turn").querySelector(".question h2").textContent;
    document.dispatchEvent(new CustomEvent("desk:edit", { detail: { question, turn: Number(edit) } }));
  }
  if (button.dataset.take) take(button.dataset, button.closest(".turn")).catch((error) => say(`Not done: ${error.message}`));
});
watch("value", draw);
draw();
