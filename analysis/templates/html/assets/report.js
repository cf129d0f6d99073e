// What every page does where scripts run: its colours, tables that are sorted and filtered, the section that is
// read, the place kept from one language to the other. Everything can be read without it. No library, no network.
(function () {
  "use strict";
  const root = document.documentElement, words = document.currentScript.dataset;

  // A browser may forbid storage (some do for files): then a choice lasts as long as the page.
  const kept = {
    get(name) { try { return localStorage.getItem(name); } catch { return null; } },
    set(name, value) { try { localStorage.setItem(name, value); } catch { /* not kept */ } },
  };

  function element(tag, text, name) {
    const made = document.createElement(tag);
    if (text) { made.textContent = text; }
    if (name) { made.className = name; }
    return made;
  }

  const said = (template, values) => template.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const plain = (text) => text.normalize("NFKC").toLowerCase();
  const isTyping = (event) => event.ctrlKey || event.altKey || event.metaKey ||
    event.target.closest("input, select, textarea, [contenteditable]") !== null;
  const hasKeys = () => kept.get("gaoxin-keys") !== "off";
  window.gaoxin = { element, hasKeys, isTyping, kept, nameRow, plain, said };

  // ---- colours: set before anything is drawn ----

  const COLOURS = ["auto", "light", "dark"];
  let colours = COLOURS.includes(kept.get("gaoxin-colours")) ? kept.get("gaoxin-colours") : "auto";

  function paint() {
    if (colours === "auto") { delete root.dataset.colours; } else { root.dataset.colours = colours; }
  }

  function offerColours() {
    const button = document.getElementById("colours");
    if (!button) { return; }
    const name = () => { button.textContent = button.dataset[colours]; };
    button.addEventListener("click", () => {
      colours = COLOURS[(COLOURS.indexOf(colours) + 1) % COLOURS.length];
      kept.set("gaoxin-colours", colours);
      paint();
      name();
    });
    button.hidden = false;
    name();
  }

  // ---- tables ----

  const MISSING = /^(?:[-\u2013\u2014\u2026/]*|无|缺|不详|n\/?a)$/i;
  // What a number may stand between: a bound, a second end of a range, a unit of a few characters.
  const NUMBER = /^[^\d.+-]{0,4}([+-]?\d*\.?\d+)([万亿]?)(?:[^\d\s.-]{0,2}\s*[-~\u2013\u2014至]+\s*([+-]?\d*\.?\d+)([万亿]?))?\s*[^\d\s-]{0,6}$/;
  const TIMES = { "": 1, "万": 1e4, "亿": 1e8 };
  const FILTERED_FROM = 15;

  function textOf(cell) {
    if (!cell) { return ""; }
    const copy = cell.cloneNode(true);
    copy.querySelectorAll("sup").forEach((mark) => mark.remove());
    return copy.textContent.trim();
  }

  // The ends of the number that a cell holds; null if it holds none.
  function ends(text) {
    const match = NUMBER.exec(
      text.normalize("NFKC").replace(/\u2212/g, "-").replace(/(\d)[, ](?=\d{3}(?!\d))/g, "$1"));
    if (!match) { return null; }
    const low = Number(match[1]) * TIMES[match[2] || match[4] || ""];
    return [low, match[3] === undefined ? low : Number(match[3]) * TIMES[match[4] || match[2] || ""]];
  }

  function ordered(rows, column, isFalling) {
    const cells = rows.map((row, place) => ({ row, place, text: textOf(row.cells[column]) }));
    const stated = cells.filter((cell) => !MISSING.test(cell.text));
    const missing = cells.filter((cell) => MISSING.test(cell.text));
    stated.forEach((cell) => { cell.ends = ends(cell.text); });
    const isNumeric = stated.every((cell) => cell.ends);
    const byText = new Intl.Collator(root.lang, { numeric: true });
    const order = isNumeric
      ? (a, b) => a.ends[0] - b.ends[0] || a.ends[1] - b.ends[1]
      : (a, b) => byText.compare(a.text, b.text);
    stated.sort((a, b) => (isFalling ? -order(a, b) : order(a, b)) || a.place - b.place);
    return stated.concat(missing).map((cell) => cell.row);
  }

  // A head sorts: up, down, as it was. The rows keep their numbers' links; what is missing stays last.
  function makeSortable(table) {
    const body = table.tBodies[0], heads = [...table.tHead.rows[0].cells], asPrinted = [...body.rows];
    heads.forEach((head, column) => {
      const button = element("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const before = head.getAttribute("aria-sort");
        heads.forEach((each) => each.removeAttribute("aria-sort"));
        const now = { null: "ascending", ascending: "descending", descending: null }[before];
        if (now) { head.setAttribute("aria-sort", now); }
        body.append(...(now ? ordered(asPrinted, column, now === "descending") : asPrinted));
      });
    });
    table.classList.add("sortable");
  }

  function makeFilterable(table) {
    const rows = [...table.tBodies[0].rows];
    const texts = rows.map((row) => plain([...row.cells].map((cell) => cell.textContent).join("\t")));
    const line = element("p", "", "filter"), label = element("label", words.filter + " ");
    const field = element("input"), status = element("span");
    field.type = "search";
    field.autocomplete = "off";
    status.setAttribute("role", "status");
    label.append(field);
    line.append(label, status);
    field.addEventListener("input", () => {
      const wanted = plain(field.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      rows.forEach((row, n) => {
        row.hidden = !wanted.every((part) => texts[n].includes(part));
        shown += row.hidden ? 0 : 1;
      });
      status.textContent = wanted.length ? said(words.shown, { n: shown, all: rows.length }) : "";
    });
    (table.closest(".scroll") || table).before(line);
  }

  // Tables drawn as cards on a phone lose what a table is to a screen reader, unless it is said.
  function nameRow(row) {
    row.setAttribute("role", "row");
    [...row.cells].forEach((cell) => {
      const head = cell.closest("thead") ? "columnheader" : "rowheader";
      cell.setAttribute("role", cell.tagName === "TH" ? head : "cell");
    });
  }

  function nameParts(table) {
    table.setAttribute("role", "table");
    table.querySelectorAll("thead, tbody").forEach((part) => part.setAttribute("role", "rowgroup"));
    [...table.rows].forEach(nameRow);
  }

  function enhanceTables() {
    document.querySelectorAll("main table").forEach((table) => {
      if (!table.tHead || !table.tBodies.length) { return; }
      const rows = table.tBodies[0].rows;
      if (table.classList.contains("cards")) { nameParts(table); }
      if (table.closest("[data-own-order]")) { return; }
      if (rows.length > 2 && [...rows].every((row) => row.cells.length === table.tHead.rows[0].cells.length)) {
        makeSortable(table);
      }
      if (rows.length > FILTERED_FROM) { makeFilterable(table); }
    });
  }

  // ---- where the reader is ----

  function followSections() {
    const links = new Map([...document.querySelectorAll(".contents ol ol a")].map((link) => [link, link.hash.slice(1)]));
    const places = [...new Set(links.values())].map((id) => document.getElementById(id)).filter(Boolean);
    if (!places.length) { return; }
    let isAsked = false;
    const mark = () => {
      isAsked = false;
      const passed = places.filter((place) => place.getBoundingClientRect().top < innerHeight / 3);
      const current = passed.length ? passed[passed.length - 1].id : "";
      links.forEach((id, link) => {
        if (id === current) { link.setAttribute("aria-current", "location"); } else { link.removeAttribute("aria-current"); }
      });
    };
    addEventListener("scroll", () => { if (!isAsked) { isAsked = true; requestAnimationFrame(mark); } }, { passive: true });
    mark();
  }

  // The other language opens where this one is read: anchors are the same in both, but for those of links.
  function keepPlace() {
    document.querySelectorAll("a[hreflang]").forEach((link) => link.addEventListener("click", () => {
      const asked = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
      const box = asked && asked.getBoundingClientRect();
      const isInSight = box && !asked.id.startsWith("e-") && box.bottom > 0 && box.top < innerHeight;
      const read = [...document.querySelectorAll("main :is(h1, h2, h3, .exhibit)[id]")]
        .filter((place) => place.getBoundingClientRect().top < innerHeight / 3).pop();
      const isSearch = document.body.classList.contains("search");
      link.hash = isInSight || isSearch ? location.hash : read && scrollY > 0 ? read.id : "";
    }));
  }

  function openSearch() {
    addEventListener("keydown", (event) => {
      if (event.key !== "/" || isTyping(event) || !hasKeys()) { return; }
      const field = document.getElementById("search"), link = document.querySelector("a.search");
      if (!field && !link) { return; }
      event.preventDefault();
      if (field) { field.focus(); } else { link.click(); }
    });
  }

  // A place inside a closed fold is opened when it is asked for.
  function openFold() {
    const place = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const fold = place && place.closest("details:not([open])");
    if (fold) {
      fold.open = true;
      place.scrollIntoView();
    }
  }

  paint();
  root.classList.add("scripted");
  addEventListener("DOMContentLoaded", () => {
    offerColours();
    enhanceTables();
    followSections();
    keepPlace();
    openSearch();
    openFold();
    addEventListener("hashchange", openFold);
  });
}());
