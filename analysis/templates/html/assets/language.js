// The language switch keeps the place: anchors are the same in every language.
(function () {
  "use strict";
  function place() {
    var middle = window.innerHeight / 2, target = document.querySelector(":target"), found = "";
    if (target) {
      var box = target.getBoundingClientRect();
      if (box.bottom > 0 && box.top < window.innerHeight) { return "#" + target.id; }
    }
    if (window.scrollY === 0) { return ""; }
    document.querySelectorAll("main [id]").forEach(function (one) {
      var box = one.getBoundingClientRect();
      if (box.height > 0 && box.top < middle) { found = "#" + one.id; }
    });
    return found;
  }
  document.querySelectorAll("a.language").forEach(function (link) {
    var page = link.getAttribute("href");
    link.addEventListener("click", function () { link.setAttribute("href", page + place()); });
  });
}());
