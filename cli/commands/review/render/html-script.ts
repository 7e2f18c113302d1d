/** The filters of the HTML report. Without scripts everything is simply shown. */
export const script = `
"use strict";
(function () {
  var cards = Array.prototype.slice.call(document.querySelectorAll("[data-op]"));
  var chips = Array.prototype.slice.call(document.querySelectorAll("button.chip"));
  var text = document.getElementById("text");
  var kind = document.getElementById("kind");
  var stack = document.getElementById("stack");
  var shown = document.getElementById("shown");
  var tools = document.getElementById("tools");
  tools.hidden = false;
  function apply() {
    var on = {};
    var any = chips.some(function (chip) { return chip.getAttribute("aria-pressed") === "true"; });
    chips.forEach(function (chip) { on[chip.dataset.filter] = !any || chip.getAttribute("aria-pressed") === "true"; });
    tools.classList.toggle("some", any);
    var words = text.value.toLowerCase().split(/\\s+/).filter(Boolean);
    var count = 0;
    var total = cards.reduce(function (sum, card) { return sum + Number(card.dataset.count); }, 0);
    cards.forEach(function (card) {
      var found = on[card.dataset.op] !== false
        && (!kind.value || card.dataset.kind === kind.value)
        && (!stack || !stack.value || card.dataset.stack === stack.value);
      if (found && words.length) {
        var all = card.textContent.toLowerCase();
        found = words.every(function (word) { return all.indexOf(word) >= 0; });
      }
      card.hidden = !found;
      if (found) count += Number(card.dataset.count);
    });
    document.querySelectorAll("section[data-group]").forEach(function (group) {
      group.hidden = !group.querySelector("[data-op]:not([hidden])");
    });
    shown.textContent = count === total ? total + " shown" : count + " of " + total + " shown";
  }
  chips.forEach(function (chip) {
    chip.addEventListener("click", function () {
      chip.setAttribute("aria-pressed", chip.getAttribute("aria-pressed") === "true" ? "false" : "true");
      apply();
    });
  });
  text.addEventListener("input", apply);
  kind.addEventListener("change", apply);
  if (stack) stack.addEventListener("change", apply);
  document.addEventListener("keydown", function (event) {
    if (event.key === "/" && document.activeElement !== text) { event.preventDefault(); text.focus(); }
    if (event.key === "Escape") {
      text.value = ""; kind.value = ""; if (stack) stack.value = "";
      chips.forEach(function (chip) { chip.setAttribute("aria-pressed", "false"); });
      apply();
    }
  });
  function reveal() {
    var target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (var around = target && target.parentElement; around; around = around.parentElement) if (around.tagName === "DETAILS") around.open = true;
    var card = target && target.closest("[data-op]");
    if (card && card.hidden) { text.value = ""; kind.value = ""; if (stack) stack.value = ""; chips.forEach(function (chip) { chip.setAttribute("aria-pressed", "false"); }); apply(); target.scrollIntoView(); }
  }
  window.addEventListener("hashchange", reveal);
  window.addEventListener("beforeprint", function () { document.querySelectorAll("details").forEach(function (one) { one.open = true; }); });
  apply();
})();
`;
