// The conversations kept for this browser: opened, renamed, taken away, deleted.
const dialog = element.querySelector("dialog");
const list = element.querySelector(".list");
const words = element.querySelector("input");
const reader = () => localStorage.getItem("readout-reader") || "";

async function ask(wanted) {
  const { text, error } = await server.keep({ reader: reader(), words: words.value, ...wanted });
  return error ? `<p role="alert">${error.replace(/[&<>]/g, "")}</p>` : text;
}
const show = async (wanted) => (list.innerHTML = await ask(wanted));

function rename(button) {
  const item = button.closest("li");
  const field = document.createElement("input");
  field.value = item.querySelector(".source").firstChild.textContent;
  field.setAttribute("aria-label", "New title");
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") show({ act: "rename", conversation: button.dataset.rename, title: field.value });
    if (event.key === "Escape") {
      event.preventDefault();
      show({});
    }
  });
  item.replaceChildren(field);
  field.select();
}

// Deleting asks once more, on the same button.
function remove(button) {
  if (button.dataset.sure) return show({ act: "delete", conversation: button.dataset.delete });
  button.dataset.sure = "yes";
  button.textContent = "Delete for good?";
}

async function save(button) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([await ask({ act: "export", conversation: button.dataset.export })], { type: "text/markdown" }));
  link.download = `conversation-${button.dataset.export.slice(0, 8)}.md`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if ("close" in button.dataset) dialog.close();
  if (button.dataset.conversation) {
    trigger("select", { conversation: button.dataset.conversation, reader: reader() });
    document.dispatchEvent(new CustomEvent("desk:opened"));
    dialog.close();
  }
  if (button.dataset.rename) rename(button);
  if (button.dataset.delete) remove(button);
  if (button.dataset.export) save(button);
});
words.addEventListener("input", () => show({}));
document.addEventListener("desk:kept", () => {
  words.value = "";
  list.textContent = "";
  dialog.showModal();
  show({});
});
