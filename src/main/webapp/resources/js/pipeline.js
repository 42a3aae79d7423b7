// Shows times in the visitor's own time zone; the page carries them in UTC.
"use strict";

(() => {
  const short = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });

  function localise() {
    document.querySelectorAll("time[datetime]:not([data-local])").forEach((element) => {
      element.title = element.textContent.trim();
      element.textContent = short.format(new Date(element.dateTime));
      element.dataset.local = "true";
    });
  }

  function start() {
    localise();
    new MutationObserver(localise).observe(document.getElementById("main"), { childList: true, subtree: true });
  }

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();
