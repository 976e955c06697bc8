// Draws the conversation, one node a turn, so that a new turn leaves the earlier ones as they are: folds stay open,
// focus and selection stay where they were. `element`, `props`, `trigger` and `watch` are given by Gradio's HTML component.
const turns = element.querySelector(".turns");
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
  if (follow) box.scrollTop = box.scrollHeight;
}

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.dataset.ref) trigger("click", { ref: button.dataset.ref });
  if (button?.dataset.ask) trigger("submit", { question: button.dataset.ask });
});
watch("value", draw);
draw();
