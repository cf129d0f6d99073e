// A document's page: the bar that says what the mark asked for was read as, and the way to the next one.
(function () {
  "use strict";
  const { element, hasKeys, isTyping } = window.gaoxin;

  addEventListener("DOMContentLoaded", () => {
    const bar = document.getElementById("reading");
    const marks = [...document.querySelectorAll(".text .observation[id]")];
    if (!bar) { return; }
    const line = bar.querySelector("p");
    let at = -1;

    const rowOf = (mark) => mark && document.getElementById(mark.id.replace(/^c/, "o"));
    const asked = () => location.hash && document.querySelector(".text [id]:target");

    // The row of the table below holds it all: what was read, and the places that cite it.
    function show(mark) {
      const row = rowOf(mark);
      bar.hidden = false;
      if (!row) { line.textContent = line.dataset.none; return; }
      const parts = [...row.cells].filter((cell) => cell.textContent.trim()).map((cell) => {
        const part = element("span", "", cell.dataset.part);
        part.append(...[...cell.cloneNode(true).childNodes]);
        return part;
      });
      line.replaceChildren(...parts);
      if (marks.includes(mark)) { at = marks.indexOf(mark); }
    }

    function go(step) {
      if (!marks.length) { return; }
      const target = asked();
      if (at < 0 && target) {
        at = marks.findIndex((mark) => target.compareDocumentPosition(mark) & Node.DOCUMENT_POSITION_FOLLOWING);
        if (step > 0) { at -= 1; }
      }
      at = at < 0 && step < 0 ? marks.length - 1 : (at + step + marks.length) % marks.length;
      location.replace("#" + marks[at].id);  // the way back stays the way to the chapter
      marks[at].focus({ preventScroll: true });
    }

    const follow = () => show(asked());
    document.querySelector(".text").addEventListener("focusin", (event) => show(event.target.closest("[id]")));
    document.querySelector(".text").addEventListener("mouseover", (event) => {
      const mark = event.target.closest(".observation[id]");
      if (mark) { show(mark); }
    });
    document.querySelector(".text").addEventListener("click", (event) => {
      const mark = event.target.closest("a.observation[id]");
      if (!mark) { return; }
      event.preventDefault();
      location.replace("#" + mark.id);
      show(mark);
      const first = line.querySelector(".cites a");
      if (event.detail === 0 && first) { first.focus({ preventScroll: true }); }  // opened by keyboard
    });
    bar.querySelector("[data-step='-1']").addEventListener("click", () => go(-1));
    bar.querySelector("[data-step='1']").addEventListener("click", () => go(1));
    addEventListener("keydown", (event) => {
      if (isTyping(event) || !hasKeys()) { return; }
      if (event.key === "n") { go(1); }
      if (event.key === "p") { go(-1); }
    });
    addEventListener("hashchange", follow);
    follow();
  });
}());
