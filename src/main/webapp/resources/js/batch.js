// The list of executions: the state of each row as it changes, and new rows when nobody is at the list.
"use strict";

(() => {
  const rows = () => [...document.querySelectorAll("[data-execution]")];
  const text = (state) => state === "SILENT" ? document.getElementById("batchTexts").dataset.silent
    : document.querySelector(`#batchTexts [data-state=${state}]`).textContent;

  function apply(news) {
    const row = document.querySelector(`[data-execution="${news.id}"]`);
    const tag = row?.querySelector("[data-cell=state] .rm-batch");
    if (tag) {
      tag.className = "rm-batch rm-batch-" + news.state;
      tag.textContent = text(news.state);
      reelmillLive.time(row.querySelector("[data-cell=ended]"), news.ended);
    }
  }

  function start() {
    const button = document.getElementById("freshExecutions");
    const offer = button === null ? () => {} : reelmillLive.newRows({
      list: "executions:list", button, read: () => refreshExecutions(),
    });
    document.addEventListener("reelmill:news", ({ detail: { topic, news } }) => {
      if (topic === "batch") {
        reelmillLive.whenFree(null, () => news.executions.forEach(apply));
        const newest = Math.max(0, ...rows().map((row) => Number(row.dataset.execution)));
        offer(news.executions.map((each) => each.id).filter((id) => id > newest));
      }
    });
    // changes that nobody was told of: never under the pointer, because rows may come and go
    document.addEventListener("reelmill:look", () => {
      if (!document.getElementById("executions:list").matches(":hover, :focus-within")) {
        reelmillLive.whenFree("list", refreshExecutions);
      }
    });
  }

  document.addEventListener("DOMContentLoaded", start);
})();
