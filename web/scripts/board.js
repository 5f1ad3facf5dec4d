// Keys for the matching board. Links, boxes and buttons do the same without it.
(() => {
  "use strict";
  const board = () => document.querySelector("form[data-board]");
  const rows = () => [...document.querySelectorAll("form[data-board] tbody tr")];
  const typing = (it) => it.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
  let wanted = null;

  const here = () => rows().findIndex((row) => row.classList.contains("here"));
  const go = (to) => {
    const all = rows(), at = Math.max(0, Math.min(all.length - 1, to));
    all.forEach((row, number) => row.classList.toggle("here", number === at));
    all[at].querySelector("[data-open]").focus();
  };
  const box = () => {
    const row = rows()[here()];
    return row ? row.querySelector("input[type=checkbox]") : null;
  };
  const rule = (key) => {
    const button = board().querySelector(`button[data-key="${key}"]`);
    if (!button) return;
    if (!board().querySelector("input[name=application]:checked") && box()) box().checked = true;
    wanted = button;
    board().querySelector("#why").focus();
  };
  const KEYS = {
    j: () => go(here() + 1),
    k: () => go(here() - 1),
    x: () => { if (box()) box().click(); },
    l: () => rule("l"),
    f: () => rule("f"),
    u: () => rule("u"),
    "?": () => {
      const keys = board().querySelector("[data-keys]");
      if (!keys) return;
      keys.open = true;
      keys.querySelector("summary").focus();
    },
  };

  document.addEventListener("keydown", (event) => {
    if (!board() || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.id === "why") {
      if (event.key === "Enter" && wanted) { event.preventDefault(); board().requestSubmit(wanted); }
      return;
    }
    if (typing(event.target) || !rows().length || !KEYS[event.key]) return;
    event.preventDefault();
    KEYS[event.key]();
  });
  document.addEventListener("focusin", (event) => {
    const row = event.target.closest("form[data-board] tbody tr");
    if (row) rows().forEach((each) => each.classList.toggle("here", each === row));
  });
})();
