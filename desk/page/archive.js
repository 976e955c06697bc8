// The archive: its articles listed, searched, added and removed; what people said; two sides of a meeting.
const panels = Object.fromEntries(["list", "statements", "sides"].map((name) => [name, element.querySelector(`#panel-${name}`)]));
const tabs = [...element.querySelectorAll("[role=tab]")];
const form = (name) => panels[name].querySelector("form");
const sure = element.querySelector("dialog.sure");
const adds = element.querySelector(".adds");
const LIMIT = 20_000_000;
let period = "";
let from = 0;
let asked = 0;

async function ask(wanted) {
  const { text, error } = await server.show(wanted);
  if (error) throw new Error(error);
  return text;
}

const changed = () => document.dispatchEvent(new CustomEvent("desk:changed"));

async function fill(name, more = {}) {
  const shown = panels[name].querySelector(".shown");
  const mine = ++asked;
  shown.setAttribute("aria-busy", "true");
  try {
    const html = await ask({ what: name, ...Object.fromEntries(new FormData(form(name))), ...more });
    if (mine !== asked) return;
    shown.innerHTML = html;
  } catch (error) {
    const message = document.createElement("p");
    message.className = "notice failed";
    message.setAttribute("role", "alert");
    message.textContent = error.message;
    shown.replaceChildren(message);
  } finally {
    shown.setAttribute("aria-busy", "false");
  }
}
const list = () => fill("list", { period, from: String(from) });

function open(name) {
  tabs.forEach((tab) => {
    const on = tab.dataset.tab === name;
    tab.setAttribute("aria-selected", on);
    tab.tabIndex = on ? 0 : -1;
    panels[tab.dataset.tab].hidden = !on;
  });
  if (name === "statements" && !element.querySelector("#speakers option")) {
    ask({ what: "speakers" }).then((names) => element.querySelector("#speakers").replaceChildren(...names.split("\n").filter(Boolean).map((each) => new Option("", each))));
  }
}

async function add(files) {
  const told = adds.querySelector("ul");
  const bar = adds.querySelector("progress");
  let stopped = false;
  let good = 0;
  told.replaceChildren();
  adds.hidden = false;
  adds.querySelector("[data-cancel]").onclick = () => (stopped = true);
  bar.max = files.length;
  for (const [at, file] of files.entries()) {
    const name = file.webkitRelativePath || file.name;
    bar.value = at;
    adds.querySelector("p").textContent = `Adding ${at + 1} of ${files.length}: ${name}`;
    let said;
    try {
      if (stopped) throw new Error("cancelled");
      if (file.size > LIMIT) throw new Error(`It has more than ${LIMIT / 1e6} MB.`);
      const { path } = await upload(file);
      said = await ask({ what: "add", path, name });
      good += 1;
    } catch (error) {
      said = error.message;
    }
    const item = document.createElement("li");
    item.textContent = `${name}: ${said}`;
    told.append(item);
  }
  bar.value = files.length;
  adds.querySelector("p").textContent = `${good} of ${files.length} added.`;
  adds.classList.add("over");
  changed();
  list();
}

function remove(button) {
  sure.querySelector("p").textContent = `“${button.closest("tr").querySelector(".title").textContent}” will no longer be searched or cited. Answers that cite it stay as they are.`;
  sure.showModal();
  sure.querySelector("[data-no]").onclick = () => sure.close();
  sure.querySelector("[data-yes]").onclick = async () => {
    sure.close();
    await ask({ what: "remove", document: button.dataset.remove }).catch((error) => alert(error.message));
    changed();
    list();
  };
}

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const { tab, article, start, end, pick, topic } = button.dataset;
  if (tab) open(tab);
  if (article) trigger("click", { document: article, start: Number(start || 0), end: Number(end || 0) });
  if (pick) element.querySelector(pick === "files" ? "input[multiple]" : "input[webkitdirectory]").click();
  if (button.dataset.remove) remove(button);
  if (button.dataset.from) {
    from = Number(button.dataset.from);
    list();
  }
  if (button.dataset.period) {
    period = button.getAttribute("aria-pressed") === "true" ? "" : button.dataset.period;
    from = 0;
    list();
  }
  if (topic) {
    form("statements").elements.topic.value = button.getAttribute("aria-pressed") === "true" ? "" : topic;
    fill("statements");
  }
});
element.querySelectorAll("input[type=file]").forEach((input) =>
  input.addEventListener("change", async () => {
    adds.classList.remove("over");
    await add([...input.files].filter((file) => !file.name.startsWith(".")));
    input.value = "";
  }),
);
element.addEventListener("submit", (event) => {
  event.preventDefault();
  fill(event.target.dataset.what, event.target.dataset.what === "list" ? { period, from: "0" } : {});
});
let typing = 0;
form("list").addEventListener("input", (event) => {
  if (event.target.type === "file") return;
  clearTimeout(typing);
  from = 0;
  typing = setTimeout(list, 250);
});
element.querySelector("[role=tablist]").addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const next = tabs[(tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length];
  open(next.dataset.tab);
  next.focus();
});
document.addEventListener("desk:archive", () => {
  const outlets = [...document.querySelectorAll("#composer select option")].map((option) => option.value).filter(Boolean);
  const chosen = form("list").elements.outlet;
  const before = chosen.value;
  chosen.replaceChildren(new Option("All outlets", ""), ...outlets.map((name) => new Option(name, name)));
  chosen.value = before;
  list();
});
