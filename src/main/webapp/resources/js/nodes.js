// What nodes have in hand and when they were seen last, as it changes; all else of them is read anew when its mark changes.
"use strict";

(() => {
  const cell = (uuid, name) => document.querySelector(`[data-node="${uuid}"][data-cell="${name}"]`);

  function load(meter, slots, used) {
    meter.setAttribute("aria-valuenow", used);
    meter.querySelector(".rm-bar > div").style.width = (slots === 0 ? 0 : Math.min(100, (100 * used) / slots)) + "%";
    meter.querySelector(".rm-numbers").textContent = used + " / " + slots;
  }

  function line(job, key, film) {
    const made = document.createElement("li");
    made.dataset.key = key;
    const link = document.createElement("a");
    link.href = reelmillLive.root() + "/jobs/" + job;
    link.textContent = reelmillName(film);
    made.append(link);
    return made;
  }

  /** Lines of what goes on stay as they are: a link keeps its focus. */
  function work(list, node) {
    const lines = new Map([...list.children].map((element) => [element.dataset.key, element]));
    const pieces = node.work.map((piece) => {
      const key = piece.job + " " + piece.part;
      const element = lines.get(key) ?? line(piece.job, key, piece.film);
      let text = element.querySelector("span");
      if (text === null) {
        text = document.createElement("span");
        text.className = "rm-dim rm-numbers";
        element.append(text);
      }
      text.textContent = `${list.dataset.part} ${piece.part} · ${piece.percent} %`;
      return element;
    });
    if (pieces.length === 0 && node.job !== undefined) {
      pieces.push(lines.get(node.job) ?? line(node.job, node.job, list.dataset.other));
    }
    if (pieces.length !== list.children.length || pieces.some((element, index) => element !== list.children[index])) {
      list.replaceChildren(...pieces);
    }
  }

  function apply(node) {
    const meter = cell(node.uuid, "load");
    if (meter !== null) {
      load(meter, node.slots, node.work.length);
      work(cell(node.uuid, "work"), node);
      reelmillLive.time(cell(node.uuid, "lastSeen"), node.lastSeen);
    }
  }

  const ticked = new Set();

  /** What is ticked stays so when the list is read anew. */
  function startTicks(list) {
    const boxes = () => list.querySelectorAll("[data-tick]");
    const keep = (box) => box.checked ? ticked.add(box.dataset.tick) : ticked.delete(box.dataset.tick);
    list.addEventListener("change", (event) => {
      if (event.target.dataset.tick) {
        keep(event.target);
      }
    });
    list.addEventListener("click", (event) => {
      const all = event.target.closest("[data-tick-all]");
      if (all !== null) {
        boxes().forEach((box) => {
          box.checked = all.dataset.tickAll === "true";
          keep(box);
        });
      }
    });
    new MutationObserver(() => boxes().forEach((box) => { box.checked = ticked.has(box.dataset.tick); }))
      .observe(list, { childList: true, subtree: true });
  }

  document.addEventListener("DOMContentLoaded", () => {
    if (document.getElementById("nodes") !== null) {
      startTicks(document.getElementById("nodes"));
    }
  });
  document.addEventListener("reelmill:news", ({ detail: { topic, news } }) => {
    if (topic === "nodes" || topic.startsWith("node/")) {
      reelmillLive.whenFree("node numbers", () => news.nodes.forEach(apply));
    }
  });
})();
