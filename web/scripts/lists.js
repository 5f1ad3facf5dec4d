// Keys for lists. Links and boxes do the same without them; they wait while somebody writes, and can be
// switched off. On wide screens the row at which one stands is shown beside the list.
(() => {
  "use strict";
  const OFF = "vaihto-keys-off";
  const list = () => document.querySelector("[data-keys]");
  const help = () => document.querySelector("details[data-key-help]");
  const links = () => [...list().querySelectorAll("tbody a.name")];
  const isOff = () => sessionStorage.getItem(OFF) === "yes";
  const isElsewhere = (it) => it !== document.body && !list().contains(it);
  const isWritten = (it) => it.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");

  const here = () => links().findIndex((each) => each.closest("tr").classList.contains("here"));
  const go = (to) => {
    const all = links();
    if (all.length) all[Math.max(0, Math.min(all.length - 1, to))].focus();
  };
  const KEYS = {
    j: () => go(here() + 1),
    k: () => go(here() - 1),
    x: () => {
      const row = links()[here()];
      const box = row && row.closest("tr").querySelector("input[type=checkbox]");
      if (box) box.click();
    },
    "?": () => {
      help().open = true;
      help().querySelector("summary").focus();
    },
  };

  document.addEventListener("keydown", (event) => {
    if (!list() || isOff() || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isWritten(event.target) || isElsewhere(event.target) || !KEYS[event.key]) return;
    event.preventDefault();
    KEYS[event.key]();
  });
  document.addEventListener("focusin", (event) => {
    const row = list() && event.target.closest("[data-keys] tbody tr");
    if (!row) return;
    links().forEach((each) => each.closest("tr").classList.toggle("here", each.closest("tr") === row));
    const link = row.querySelector("a.name");
    if (link && matchMedia("(min-width: 80rem)").matches) link.dispatchEvent(new CustomEvent("beside"));
  });

  const say = () => {
    const button = help().querySelector("button");
    button.textContent = isOff() ? button.dataset.on : button.dataset.off;
  };
  if (list() && help()) {
    help().hidden = false;
    say();
    help().querySelector("button").addEventListener("click", () => {
      if (isOff()) sessionStorage.removeItem(OFF);
      else sessionStorage.setItem(OFF, "yes");
      say();
    });
  }
})();
