// The head of the page: its title, what the archive holds, and the ways from here.
function show() {
  element.querySelector("h1").textContent = props.value.title;
  element.querySelector("header p").textContent = props.value.line;
}
element.querySelector("[data-afresh]").addEventListener("click", () => {
  trigger("select", { conversation: "", reader: "" });
  document.dispatchEvent(new CustomEvent("desk:afresh"));
});
element.querySelector("[data-kept]").addEventListener("click", () => document.dispatchEvent(new CustomEvent("desk:kept")));
watch("value", show);
show();
