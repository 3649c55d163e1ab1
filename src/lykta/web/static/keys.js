// Keys for those who read all day. Every page works without this file.
"use strict";

const rows = () => [...document.querySelectorAll("[data-row]")];

function step(by) {
  const all = rows();
  if (all.length === 0) return;
  const here = all.indexOf(document.activeElement);
  const next = here < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(here + by, 0), all.length - 1);
  all[next].focus();
  all[next].closest("li, article").scrollIntoView({ block: "nearest" });
}

const actions = {
  j: () => step(1),
  k: () => step(-1),
  t: () => location.assign("/"),
  u: () => location.assign("/"),
  c: () => location.assign("/cases"),
  "/": () => document.getElementById("find")?.select(),
  "?": () => document.getElementById("help").togglePopover(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const action = actions[event.key];
  if (!action) return;
  event.preventDefault();
  action();
});
