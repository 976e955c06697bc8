// Sorting and filtering the table of all questions; without this it is simply in the order asked.
const table = document.querySelector("table.all"), body = table.tBodies[0];
const controls = document.querySelector(".filters"), shown = document.getElementById("shown");
const total = body.rows.length;
controls.hidden = false;

function filter() {
  const words = controls.querySelector("[name=words]").value.toLowerCase();
  const type = controls.querySelector("[name=type]").value, outcome = controls.querySelector("[name=outcome]").value;
  let count = 0;
  for (const row of body.rows) {
    row.hidden = !(row.textContent.toLowerCase().includes(words)
      && (!type || row.dataset.type === type) && (!outcome || row.dataset.outcome === outcome));
    count += !row.hidden;
  }
  shown.textContent = `${count} of ${total}`;
}

function sort(head, column) {
  const down = head.getAttribute("aria-sort") === "ascending";
  const value = row => row.cells[column].dataset.value ?? row.cells[column].textContent.trim();
  const compare = (a, b) => {
    if (a === "" || b === "") return (a === "") - (b === "");
    const order = isNaN(a) || isNaN(b) ? a.localeCompare(b) : a - b;
    return down ? -order : order;
  };
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  body.append(...[...body.rows].sort((a, b) => compare(value(a), value(b))));
}

controls.addEventListener("input", filter);
[...table.tHead.rows[0].cells].forEach((head, column) => {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...head.childNodes);
  button.addEventListener("click", () => sort(head, column));
  head.append(button);
});
addEventListener("beforeprint", () => {
  for (const folded of document.querySelectorAll("section > details, .question details")) folded.open = true;
});
filter();
