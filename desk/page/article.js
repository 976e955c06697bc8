// Shows the marked words of the article that was opened, and leads the keyboard there and back.
let step = null; // the button that led here, to keep the focus on it while stepping through the citations

const sheet = element.querySelector(".sheet");
const article = () => element.querySelector("article");
const openers = (ref) => [...document.querySelectorAll(`#conversation [data-ref="${CSS.escape(ref)}"]`)];

let opener = null; // the button that the reader came from

function reveal() {
  const ref = article()?.dataset.ref;
  document.querySelectorAll("#conversation [aria-current]").forEach((button) => button.removeAttribute("aria-current"));
  element.closest("#readout").toggleAttribute("data-reading", Boolean(element.querySelector("article, .notice")));
  if (ref === undefined) return;
  if (ref) openers(ref).forEach((button) => button.setAttribute("aria-current", "true"));
  const again = step && element.querySelector(`[data-step="${step}"]:not(:disabled)`);
  (again || element.querySelector("h2")).focus({ preventScroll: true });
  step = null;
  const marked = element.querySelector("mark");
  if (marked) marked.scrollIntoView({ block: "center" });
  else element.closest("#beside").scrollTop = 0;
}

function back() {
  const ref = article()?.dataset.ref;
  trigger("click", { ref: "" });
  ((ref && openers(ref)[0]) || opener)?.focus();
}

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.dataset.ref) {
    step = button.dataset.step;
    trigger("click", { ref: button.dataset.ref });
  }
  if (button && "back" in button.dataset) back();
});
element.addEventListener("keydown", (event) => event.key === "Escape" && back());
document.addEventListener("click", (event) => {
  const from = event.target.closest("#conversation [data-ref], #archive [data-article]");
  if (from) opener = from;
  const ref = from?.dataset.ref;
  if (ref && ref === article()?.dataset.ref) reveal(); // opened already: its words may have been scrolled away
});
function show() {
  sheet.innerHTML = props.value;
  reveal();
}
watch("value", show);
show();
