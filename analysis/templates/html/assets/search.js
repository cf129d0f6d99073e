// Search over words, observations and the report's own parts. Data in classic scripts beside the page; the places
// of a word are loaded when it is opened. No library, no network.
(function () {
  "use strict";
  const { element, hasKeys, kept, nameRow, plain, said } = window.gaoxin;
  const AT_ONCE = 30, data = window.gaoxinSearch, page = document.getElementById("results");
  const field = document.getElementById("search"), status = document.getElementById("found");
  if (!data || !page) { return; }

  // ---- what can be found: the text that is searched, and how a hit is shown ----

  const hits = (list, searched) => list.map((one) => ({ one, text: plain(searched(one).join(" ")) }));
  const groups = {
    parts: hits(data.parts, ([, number, title]) => [number, title]),
    observations: hits(data.observations, (one) => one.slice(1)),
    words: hits(data.words, ([word, theme]) => [word, data.themes[theme]]),
  };
  const shown = { parts: AT_ONCE, observations: AT_ONCE, words: AT_ONCE };
  const draws = { parts: drawPart, observations: drawObservation, words: drawWord };
  const observationHeads = [...document.querySelectorAll("#found-observations thead th")].map((head) => head.textContent);
  let order = { column: 2, isFalling: true };

  function cell(content, name, tag) {
    const made = element(tag || "td", "", name);
    made.append(content);
    return made;
  }

  // What is printed in a document is Chinese on every page.
  function chinese(made) {
    made.lang = "zh-Hans";
    return made;
  }

  function link(href, text) {
    const made = element("a", text);
    made.href = href;
    return made;
  }

  function drawPart([href, number, title]) {
    const made = element("li"), to = link(href, "");
    if (number) { to.append(element("span", number, "number"), " "); }
    to.append(element("span", title, "title"));
    made.append(to);
    return made;
  }

  function drawObservation([href, indicator, printed, park, period, value, state, quote]) {
    const row = element("tr");
    const name = cell(indicator, "l", "th");
    name.scope = "row";
    if (printed && printed !== indicator) { name.append(chinese(element("span", printed, "printed"))); }
    const evidence = link(href, value);
    evidence.className = "evidence";
    row.append(name, cell(park, "l"), cell(period, "n"), cell(evidence, "r"), cell(state, "n"), chinese(cell(quote, "quote")));
    [...row.cells].forEach((each, n) => { each.dataset.head = observationHeads[n]; });  // named on a phone's cards
    nameRow(row);
    return row;
  }

  function drawWord(one) {
    const [word, theme, count, parks, shard] = one, row = element("tr");
    const name = element("th", "", "l"), button = chinese(element("button", word));
    name.scope = "row";
    button.type = "button";
    button.setAttribute("aria-expanded", "false");
    button.addEventListener("click", () => {
      const isOpen = button.getAttribute("aria-expanded") === "true";
      button.setAttribute("aria-expanded", String(!isOpen));
      if (isOpen) { row.nextSibling.remove(); } else { openPlaces(one, row); }
    });
    name.append(button);
    row.append(name, cell(data.themes[theme], "l"), cell(String(count), "r"), cell(String(parks), "r"));
    return row;
  }

  // ---- the places of a word: each shard is a script of its own, loaded once ----

  const shards = new Map(), waiting = new Map();
  window.gaoxinPlaces = (number, places) => {
    shards.set(number, places);
    (waiting.get(number) || []).forEach((show) => show());
    waiting.delete(number);
  };

  function openPlaces([word, , count, , shard], row) {
    const made = element("tr", "", "places"), inner = element("td");
    inner.colSpan = row.cells.length;
    made.append(inner);
    row.after(made);
    const show = () => {
      const [counts, places] = shards.get(shard)[word], list = element("ul");
      inner.append(element("p", data.parks.map((park, n) => counts[n] && `${park} ${counts[n]}`).filter(Boolean).join(page.dataset.separator)));
      places.forEach(([doc, href, left, match, right]) => {
        const item = chinese(element("li")), to = link(href, match);
        to.title = data.titles[doc];
        item.append(element("span", left, "left"), to, element("span", right, "right"));
        list.append(item);
      });
      inner.append(list);
      if (places.length < count) { inner.append(element("p", said(page.dataset.part, { shown: places.length, all: count }))); }
    };
    if (shards.has(shard)) { show(); return; }
    if (!waiting.has(shard)) {
      waiting.set(shard, []);
      const script = element("script");
      script.src = `../assets/places-${shard}.js`;
      document.head.append(script);
    }
    waiting.get(shard).push(show);
  }

  // ---- drawing ----

  function compareWords(a, b) {
    const x = a.one[order.column], y = b.one[order.column];
    const names = new Intl.Collator("zh");
    const way = order.column === 0 ? names.compare(x, y)
      : order.column === 1 ? names.compare(data.themes[x], data.themes[y]) : x - y;
    return (order.isFalling ? -way : way) || b.one[2] - a.one[2] || names.compare(a.one[0], b.one[0]);
  }

  function draw() {
    const wanted = plain(field.value).split(/\s+/).filter(Boolean), counts = {};
    Object.keys(groups).forEach((name) => {
      const section = document.getElementById(`found-${name}`);
      let found = groups[name].filter((hit) => wanted.every((part) => hit.text.includes(part)));
      if (name === "words") { found = found.sort(compareWords); }
      section.querySelector(".list").replaceChildren(...found.slice(0, shown[name]).map((hit) => draws[name](hit.one)));
      section.querySelector(".count").textContent = found.length;
      section.querySelector(".more").hidden = found.length <= shown[name];
      section.hidden = found.length === 0 || (!wanted.length && name !== "words");
      counts[name] = found.length;
    });
    status.textContent = wanted.length ? said(page.dataset.found, counts) : "";
  }

  function search() {
    Object.keys(shown).forEach((name) => { shown[name] = AT_ONCE; });
    draw();
    history.replaceState(null, "", field.value ? "#q=" + encodeURIComponent(field.value) : location.pathname);
  }

  function readAddress() {
    const asked = /^#q=(.*)$/.exec(location.hash);
    if (asked) { field.value = decodeURIComponent(asked[1]); }
    draw();
  }

  document.querySelectorAll("#found-words thead button").forEach((button, column) => {
    button.addEventListener("click", () => {
      order = { column, isFalling: order.column === column ? !order.isFalling : column > 1 };
      document.querySelectorAll("#found-words thead th").forEach((head, n) => {
        if (n === column) { head.setAttribute("aria-sort", order.isFalling ? "descending" : "ascending"); } else { head.removeAttribute("aria-sort"); }
      });
      draw();
    });
  });
  Object.keys(groups).forEach((name) => {
    document.querySelector(`#found-${name} .more`).addEventListener("click", () => {
      shown[name] += AT_ONCE * 2;
      draw();
    });
  });
  const keys = document.getElementById("keys");
  keys.checked = hasKeys();
  keys.addEventListener("change", () => kept.set("gaoxin-keys", keys.checked ? "on" : "off"));
  field.addEventListener("input", search);
  addEventListener("hashchange", readAddress);
  document.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
  page.hidden = false;
  readAddress();
}());
