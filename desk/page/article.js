// Shows the marked words of the article that was opened, and leads the keyboard there and back.
let step = null; // the button that led here, to keep the focus on it while stepping through the citations

const sheet = element.querySelector(".sheet");
const article = () => element.querySelector("article");
const openers = (ref) => [...document.querySelectorAll(`#conversation [data-ref="${CSS.escape(ref)}"]`)];

function reveal() {
  const ref = article()?.dataset.ref;
  document.querySelectorAll("#conversation [aria-current]").forEach((button) => button.removeAttribute("aria-current"));
  element.closest("#readout").toggleAttribute("data-reading", Boolean(element.querySelector("article, .notice")));
  if (!ref) return;
  openers(ref).forEach((button) => button.setAttribute("aria-current", "true"));
  const again = step && element.querySelector(`[data-step="${step}"]:not(:disabled)`);
  (again || element.querySelector("h2")).focus({ preventScroll: true });
  step = null;
  element.querySelector("mark")?.scrollIntoView({ block: "center" });
}

function back() {
  const ref = article()?.dataset.ref;
  trigger("click", { ref: "" });
  if (ref) openers(ref)[0]?.focus();
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
  const ref = event.target.closest("#conversation [data-ref]")?.dataset.ref;
  if (ref && ref === article()?.dataset.ref) reveal(); // opened already: its words may have been scrolled away
});
function show() {
  sheet.innerHTML = props.value;
  reveal();
}
watch("value", show);
show();
