/** Filters, folding and jumps of the HTML report; filters are stored in the URL. Without scripts everything is shown. */
export const script = `
"use strict";
(function () {
  var all = function (selector) { return Array.prototype.slice.call(document.querySelectorAll(selector)); };
  var cards = all("[data-op]");
  var chips = all("button.chip");
  var fields = ["text", "kind", "stack"].map(function (id) { return document.getElementById(id); }).filter(Boolean);
  var text = document.getElementById("text");
  var shown = document.getElementById("shown");
  var tools = document.getElementById("tools");
  tools.hidden = false;
  function isOn(chip) { return chip.getAttribute("aria-pressed") === "true"; }
  function valueOf(id) { var field = document.getElementById(id); return field ? field.value : ""; }
  function apply() {
    var on = {};
    var any = chips.some(isOn);
    chips.forEach(function (chip) { on[chip.dataset.filter] = !any || isOn(chip); });
    tools.classList.toggle("some", any);
    var words = text.value.toLowerCase().split(/\\s+/).filter(Boolean);
    var kind = valueOf("kind"), stack = valueOf("stack");
    var count = 0;
    var total = cards.reduce(function (sum, card) { return sum + Number(card.dataset.count); }, 0);
    cards.forEach(function (card) {
      var found = on[card.dataset.op] !== false && (!kind || card.dataset.kind === kind) && (!stack || card.dataset.stack === stack);
      if (found && words.length) {
        var content = card.textContent.toLowerCase();
        found = words.every(function (word) { return content.indexOf(word) >= 0; });
      }
      card.hidden = !found;
      if (found) count += Number(card.dataset.count);
    });
    all("section[data-group]").forEach(function (group) {
      group.hidden = !group.querySelector("[data-op]:not([hidden])");
    });
    shown.textContent = (count === total ? shown.dataset.all : shown.dataset.some).replace("{n}", count).replace("{m}", total);
  }
  function save() {
    var kept = new URLSearchParams();
    var show = chips.filter(isOn).map(function (chip) { return chip.dataset.filter; });
    if (show.length) kept.set("show", show.join(","));
    fields.forEach(function (field) { if (field.value) kept.set(field.id, field.value); });
    history.replaceState(null, "", String(kept) ? "#" + kept : location.pathname + location.search);
    apply();
  }
  function load(from) {
    var kept = new URLSearchParams(from);
    var show = (kept.get("show") || "").split(",");
    chips.forEach(function (chip) { chip.setAttribute("aria-pressed", String(show.indexOf(chip.dataset.filter) >= 0)); });
    fields.forEach(function (field) { field.value = kept.get(field.id) || ""; });
    apply();
  }
  chips.forEach(function (chip) {
    chip.addEventListener("click", function () { chip.setAttribute("aria-pressed", String(!isOn(chip))); save(); });
  });
  fields.forEach(function (field) { field.addEventListener(field === text ? "input" : "change", save); });
  document.addEventListener("keydown", function (event) {
    if (event.key === "/" && fields.indexOf(document.activeElement) < 0) { event.preventDefault(); text.focus(); }
    if (event.key === "Escape") { load(""); save(); }
  });
  function fold(open, selector) { all(selector).forEach(function (one) { one.open = open; }); }
  document.getElementById("collapse").addEventListener("click", function () { fold(false, "details"); });
  document.getElementById("expand").addEventListener("click", function () { fold(true, "details"); });
  function go() {
    var hash = location.hash.slice(1);
    if (hash.indexOf("=") >= 0) { load(hash); return; }
    var target = hash && document.getElementById(hash);
    if (!target) return;
    var card = target.closest("[data-op]") || target.closest("section[data-group]");
    if (card && card.hidden) load("");
    for (var around = target; around; around = around.parentElement) if (around.tagName === "DETAILS") around.open = true;
    var own = target.querySelector(":scope > details.fold");
    if (own) own.open = true;
    target.scrollIntoView();
  }
  window.addEventListener("hashchange", go);
  window.addEventListener("beforeprint", function () { fold(true, "details"); });
  apply();
  go();
})();
`;
