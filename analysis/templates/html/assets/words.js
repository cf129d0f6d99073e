// The table of words: search, sort, open the places of one. No library, no network.
(function () {
  "use strict";
  var data = window.gaoxinWords, page = document.getElementById("words");
  if (!data || !page) { return; }
  var AT_ONCE = 100, shown = AT_ONCE, column = 2, falling = true;
  var search = page.querySelector("input"), body = page.querySelector("tbody");
  var said = page.querySelector("[role=status]"), more = page.querySelector(".more");
  var rows = data.words.map(function (one) {
    var total = one.counts.reduce(function (sum, n) { return sum + n; }, 0);
    var parks = one.counts.filter(function (n) { return n > 0; }).length;
    return { one: one, cells: [one.word, one.theme, total, parks].concat(one.counts) };
  });

  function element(tag, text, name) {
    var made = document.createElement(tag);
    if (text !== undefined) { made.textContent = text; }
    if (name) { made.className = name; }
    return made;
  }

  function compare(a, b) {
    var x = a.cells[column], y = b.cells[column];
    var order = typeof x === "number" ? x - y : x < y ? -1 : x > y ? 1 : 0;
    return (falling ? -order : order) || b.cells[2] - a.cells[2] || (a.cells[0] < b.cells[0] ? -1 : 1);
  }

  function places(one, width) {
    var row = element("tr", undefined, "places"), cell = element("td"), list = element("ul");
    cell.colSpan = width;
    one.places.forEach(function (place) {
      var item = element("li"), link = element("a", place[4]);
      link.href = "sources/" + place[0] + ".html#c" + place[1] + "-" + place[2];
      link.title = data.titles[place[0]];
      item.append(element("span", place[3], "left"), link, element("span", place[5], "right"));
      list.append(item);
    });
    var total = one.counts.reduce(function (sum, n) { return sum + n; }, 0);
    cell.append(list);
    if (one.places.length < total) {
      cell.append(element("p", page.dataset.part.replace("{shown}", one.places.length).replace("{all}", total)));
    }
    row.append(cell);
    return row;
  }

  function line(row) {
    var made = element("tr");
    row.cells.forEach(function (value, n) {
      var cell = element(n ? "td" : "th", undefined, n < 2 ? "l" : "r");
      if (n === 0) {
        var button = element("button", value);
        button.type = "button";
        button.setAttribute("aria-expanded", "false");
        button.addEventListener("click", function () {
          var open = button.getAttribute("aria-expanded") === "true";
          button.setAttribute("aria-expanded", String(!open));
          if (open) { made.nextSibling.remove(); } else { made.after(places(row.one, row.cells.length)); }
        });
        cell.scope = "row";
        cell.append(button);
      } else {
        cell.textContent = value === 0 ? "" : value;
      }
      made.append(cell);
    });
    return made;
  }

  function draw() {
    var wanted = search.value.trim();
    var found = rows.filter(function (row) {
      return row.one.word.indexOf(wanted) >= 0 || row.one.theme.indexOf(wanted) >= 0;
    }).sort(compare);
    body.replaceChildren.apply(body, found.slice(0, shown).map(line));
    said.textContent = page.dataset.found.replace("{n}", found.length);
    more.hidden = found.length <= shown;
  }

  page.querySelectorAll("thead button").forEach(function (button, n) {
    button.addEventListener("click", function () {
      falling = column === n ? !falling : n > 1;
      column = n;
      page.querySelectorAll("thead th").forEach(function (head, m) {
        if (m === n) { head.setAttribute("aria-sort", falling ? "descending" : "ascending"); } else { head.removeAttribute("aria-sort"); }
      });
      draw();
    });
  });
  search.addEventListener("input", function () { shown = AT_ONCE; draw(); });
  more.addEventListener("click", function () { shown += AT_ONCE; draw(); });
  page.hidden = false;
  draw();
}());
