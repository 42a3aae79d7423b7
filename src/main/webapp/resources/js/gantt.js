// Who worked on a job when: a row for each node and slot, a bar for each attempt.
"use strict";

(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const PAGE = 500;
  const MOST = 5000;
  const LANE = 18;
  const BAR = 14;
  const HEAD = 22;

  let section;
  let texts;
  let attempts = [];
  let again = 0;

  const svg = (name, attributes) => {
    const made = document.createElementNS(SVG, name);
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    return made;
  };

  /** Attempts that overlap stand below each other. */
  function lanes(list) {
    const ends = [];
    list.forEach((attempt) => {
      let lane = ends.findIndex((end) => end <= attempt.from);
      lane = lane < 0 ? ends.length : lane;
      ends[lane] = attempt.to;
      attempt.lane = lane;
    });
    return ends.length;
  }

  function clock(seconds) {
    const whole = Math.round(seconds);
    return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
  }

  function axis(chart, left, width, height, span) {
    const step = [1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200].find((size) => span / size <= width / 70) ?? 14400;
    for (let second = 0; second <= span; second += step) {
      const x = left + (width * second) / span;
      chart.append(svg("line", { x1: x, x2: x, y1: HEAD - 4, y2: height, class: "rm-gantt-line" }));
      const label = svg("text", { x, y: HEAD - 8, class: "rm-gantt-time" });
      label.textContent = clock(second);
      chart.append(label);
    }
  }

  function draw() {
    section.hidden = attempts.length === 0;
    if (attempts.length === 0) {
      return;
    }
    const now = Date.now();
    const begin = Math.min(...attempts.map((attempt) => Date.parse(attempt.started)));
    const nodes = new Map();
    attempts.forEach((attempt) => {
      attempt.from = (Date.parse(attempt.started) - begin) / 1000;
      attempt.to = ((attempt.ended ? Date.parse(attempt.ended) : Math.max(now, Date.parse(attempt.started))) - begin) / 1000;
      nodes.set(attempt.node, [...(nodes.get(attempt.node) ?? []), attempt]);
    });
    const span = Math.max(1, ...attempts.map((attempt) => attempt.to));
    const host = section.querySelector(".rm-gantt");
    const width = Math.max(260, host.clientWidth);
    const left = Math.min(150, width / 4);
    const names = [...nodes.keys()].sort();
    const counts = names.map((name) => lanes(nodes.get(name)));
    const height = HEAD + counts.reduce((sum, count) => sum + count * LANE + 10, 0);
    const chart = svg("svg", { width, height, viewBox: `0 0 ${width} ${height}` });
    axis(chart, left, width - left - 12, height, span);
    let top = HEAD;
    names.forEach((name, index) => {
      const label = svg("text", { x: 0, y: top + 12, class: "rm-gantt-node" });
      label.textContent = name.length > left / 7 ? name.slice(0, Math.floor(left / 7) - 1) + "…" : name || "–";
      const full = svg("title", {});
      full.textContent = name;
      label.append(full);
      chart.append(label);
      nodes.get(name).forEach((attempt) => chart.append(bar(attempt, left, (width - left - 12) / span, top)));
      top += counts[index] * LANE + 10;
    });
    host.replaceChildren(chart);
    summarise(names, nodes);
  }

  function bar(attempt, left, scale, top) {
    const verdict = attempt.verdict ?? "OPEN";
    const group = svg("g", { class: `rm-bar-${verdict} rm-kind-${attempt.kind}` });
    group.append(svg("rect", {
      x: left + attempt.from * scale,
      y: top + attempt.lane * LANE,
      width: Math.max(1.5, (attempt.to - attempt.from) * scale - 1),
      height: BAR,
      rx: 2,
    }));
    if (verdict === "FAILED" || verdict === "LOST") {
      const sign = svg("text", { x: left + attempt.from * scale + 3, y: top + attempt.lane * LANE + 11, class: "rm-bar-sign" });
      sign.textContent = "✕";
      group.append(sign);
    }
    const title = svg("title", {});
    const part = attempt.part === undefined ? texts.dataset[attempt.kind.toLowerCase()] : `${texts.dataset.part} ${attempt.part}`;
    title.textContent = `${part} · ${texts.dataset.attempt} ${attempt.attempt} · ${texts.dataset["verdict" + verdict.toLowerCase()]} · `
      + `${clock(attempt.from)} – ${clock(attempt.to)}` + (attempt.reason ? ` · ${attempt.reason}` : "");
    group.append(title);
    return group;
  }

  function summarise(names, nodes) {
    section.querySelector("tbody").replaceChildren(...names.map((name) => {
      const list = nodes.get(name);
      const row = document.createElement("tr");
      const failures = list.filter((attempt) => ["FAILED", "LOST"].includes(attempt.verdict)).length;
      const busy = list.reduce((sum, attempt) => sum + attempt.to - attempt.from, 0);
      [name || "–", list.length, failures, clock(busy)].forEach((value) => {
        const cell = document.createElement("td");
        cell.textContent = value;
        row.append(cell);
      });
      return row;
    }));
  }

  async function load() {
    try {
      let found = [];
      let total = 0;
      do {
        const page = await reelmillLive.read(`/api/v1/jobs/${section.dataset.job}/attempts?limit=${PAGE}&offset=${found.length}`);
        found = found.concat(page.items);
        total = page.items.length === 0 ? 0 : page.total;
      } while (found.length < Math.min(total, MOST));
      attempts = found;
      draw();
    } catch (e) {
      // the next look tries again
    }
  }

  /** Attempts end several times a second on a large farm: once in two seconds is enough for the eye. */
  function soon() {
    if (again === 0) {
      again = setTimeout(() => {
        again = 0;
        load();
      }, 2000);
    }
  }

  function start() {
    section = document.getElementById("gantt");
    if (section === null) {
      return;
    }
    texts = document.getElementById("segmentTexts");
    document.addEventListener("reelmill:look", load);
    document.addEventListener("reelmill:news", ({ detail: { topic, news } }) => {
      if (topic === "job/" + section.dataset.job && news.attempts) {
        soon();
      }
    });
    addEventListener("resize", draw);
    load();
  }

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();
