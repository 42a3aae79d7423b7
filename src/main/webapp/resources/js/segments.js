// The map of a job's segments: one button for each segment and rendition. Its state is a colour, a pattern and a word.
"use strict";

(() => {
  const NAMES = { 0: "ready", 1: "running", 2: "done", 13: "failed" };

  let map;
  let texts;
  let outputs = [];
  let columns = [];   // by part: { row, element, cells }
  let focused = null;
  let panel;
  let open = null;    // { part, output } of the panel

  const path = (rest) => "/api/v1/jobs/" + map.dataset.job + rest;
  const say = (key) => texts.dataset[key] ?? key;

  /** A rendition that is made is done, whatever the segment does for the others. */
  function stateOf(row, output) {
    const [, status, done, failures] = row;
    if (done & (1 << output)) {
      return "done";
    }
    const name = NAMES[status] ?? "ready";
    return name === "ready" && failures > 0 ? "again" : name;
  }

  function describe(part, output) {
    const column = columns[part];
    const state = stateOf(column.row, output);
    return `${say("part")} ${part}, ${outputs[output]}: ${say(state)}` + (state === "running" ? ` ${column.row[5]} %` : "");
  }

  function paint(part) {
    const column = columns[part];
    column.cells.forEach((cell, output) => {
      const state = stateOf(column.row, output);
      if (cell.dataset.state !== state) {
        cell.dataset.state = state;
      }
      const label = describe(part, output);
      if (cell.getAttribute("aria-label") !== label) {
        cell.setAttribute("aria-label", label);
        cell.title = label;
      }
      if (state === "running") {
        cell.style.setProperty("--done", column.row[5] + "%");
      }
    });
  }

  function build(part) {
    const element = document.createElement("div");
    element.className = "rm-seg";
    const cells = outputs.map((name, output) => {
      const cell = document.createElement("button");
      cell.type = "button";
      cell.className = "rm-cell";
      cell.tabIndex = -1;
      cell.dataset.part = part;
      cell.dataset.output = output;
      element.append(cell);
      return cell;
    });
    columns[part] = { row: null, element, cells };
    return element;
  }

  /** All of them; built anew only when there are others than before. */
  function takeAll(news) {
    const same = news.outputs.join() === outputs.join() && news.rows.length === columns.length;
    if (!same) {
      outputs = news.outputs;
      columns = [];
      focused = null;
      map.replaceChildren(...news.rows.map((row) => build(row[0])));
      const size = news.rows.length > 400 ? "small" : news.rows.length > 60 ? "medium" : "large";
      map.dataset.size = size;
      document.getElementById("segmentOutputs").textContent = outputs.join(" · ");
    }
    take(news);
    if (!same && columns.length > 0) {
      columns[0].cells[0].tabIndex = 0;
    }
    map.closest("section").hidden = columns.length === 0;
  }

  function take(news) {
    if (news.outputs.join() !== outputs.join()) {
      reload();
      return;
    }
    for (const row of news.rows) {
      if (columns[row[0]] !== undefined) {
        columns[row[0]].row = row;
        paint(row[0]);
      }
    }
    count();
    if (open !== null && news.rows.some((row) => row[0] === open.part)) {
      fill();
    }
  }

  /** In words and numbers, for those who do not see colours. */
  function count() {
    const counts = { done: 0, running: 0, ready: 0, again: 0, failed: 0 };
    columns.forEach((column) => outputs.forEach((name, output) => { counts[stateOf(column.row, output)]++; }));
    document.querySelectorAll("[data-count]").forEach((element) => {
      const text = String(counts[element.dataset.count]);
      if (element.textContent !== text) {
        element.textContent = text;
      }
    });
  }

  async function reload() {
    try {
      takeAll(await reelmillLive.read(path("/segments/map")));
    } catch (e) {
      // the next look tries again; the page says when the connection is lost
    }
  }

  function focus(part, output) {
    const cell = columns[part]?.cells[output];
    if (cell === undefined) {
      return;
    }
    (focused ?? columns[0].cells[0]).tabIndex = -1;
    cell.tabIndex = 0;
    cell.focus();
    focused = cell;
  }

  /** Up and down: renditions; left and right: segments; Home and End: the first and last segment. */
  function onKey(event) {
    const cell = event.target.closest(".rm-cell");
    if (cell === null) {
      return;
    }
    const part = Number(cell.dataset.part);
    const output = Number(cell.dataset.output);
    const to = {
      ArrowLeft: [part - 1, output], ArrowRight: [part + 1, output],
      ArrowUp: [part, output - 1], ArrowDown: [part, output + 1],
      Home: [0, output], End: [columns.length - 1, output],
    }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      focus(...to);
    }
  }

  const element = (tag, text, className) => {
    const made = document.createElement(tag);
    made.textContent = text;
    if (className) {
      made.className = className;
    }
    return made;
  };

  const language = document.documentElement.lang || undefined;
  const time = (iso) => iso ? new Date(iso).toLocaleTimeString(language) : "–";
  const decimal = (value) => value === undefined ? "–" : value.toLocaleString(language, { maximumFractionDigits: 1 });

  function facts(pairs) {
    const list = document.createElement("dl");
    list.className = "rm-facts";
    pairs.filter(([, value]) => value !== undefined && value !== "").forEach(([name, value]) => {
      const fact = document.createElement("div");
      fact.append(element("dt", name), element("dd", value));
      list.append(fact);
    });
    return list;
  }

  function attempts(list) {
    const made = document.createElement("ol");
    made.className = "rm-attempts";
    list.forEach((attempt) => {
      const line = document.createElement("li");
      const verdict = attempt.verdict ?? "OPEN";
      line.append(
        element("strong", `${say("attempt")} ${attempt.attempt}`),
        element("span", say("verdict" + verdict.toLowerCase()), "rm-verdict rm-verdict-" + verdict),
        element("span", `${attempt.node} · ${time(attempt.started)} – ${time(attempt.ended)}`, "rm-dim"));
      if (attempt.reason) {
        line.append(element("p", attempt.reason));
      }
      if (attempt.log) {
        line.append(element("pre", attempt.log, "rm-tool-log"));
      }
      made.append(line);
    });
    return made;
  }

  async function fill() {
    const { part, output } = open;
    let detail;
    try {
      detail = await reelmillLive.read(path("/segments/" + part));
    } catch (e) {
      return;
    }
    if (open === null || open.part !== part || open.output !== output) {
      return;
    }
    const segment = detail.segment;
    const cell = detail.cells.find((candidate) => candidate.output === outputs[output]) ?? {};
    const body = panel.querySelector(".rm-cell-body");
    panel.querySelector("h3").textContent = `${say("part")} ${part} · ${outputs[output]}`;
    body.replaceChildren(
      facts([
        [say("status"), say(stateOf(columns[part].row, output))],
        [say("node"), segment.node],
        [say("attempt"), String(segment.attempt)],
        [say("fps"), segment.fps === undefined ? undefined : decimal(segment.fps)],
        [say("frames"), `${segment.framesDone} / ${segment.frames}`],
        [say("bitrate"), cell.bitsPerSecond === undefined ? undefined : decimal(cell.bitsPerSecond / 1000) + " kbit/s"],
        [say("size"), cell.bytes === undefined ? undefined : decimal(cell.bytes / 1000) + " kB"],
        [say("failures"), String(segment.failures)],
        [say("reason"), segment.reason],
      ]),
      element("h4", say("attempts")),
      attempts(detail.attempts));
    const retry = panel.querySelector(".rm-cell-retry");
    if (retry !== null) {
      retry.hidden = map.dataset.open !== "true" || stateOf(columns[part].row, output) === "running"
        || stateOf(columns[part].row, output) === "ready";
    }
  }

  function show(part, output) {
    open = { part, output };
    panel.querySelector(".rm-cell-message").textContent = "";
    if (!panel.open) {
      panel.show();
    }
    fill();
    panel.querySelector(".rm-close").focus();
  }

  function hide() {
    const { part, output } = open ?? { part: 0, output: 0 };
    open = null;
    panel.close();
    focus(part, output);
  }

  async function retry() {
    const { part, output } = open;
    const answer = await reelmillFetch(
      reelmillLive.root() + path(`/segments/${part}/outputs/${encodeURIComponent(outputs[output])}/retry`), { method: "POST" }).catch(() => null);
    const message = panel.querySelector(".rm-cell-message");
    if (answer === null) {
      message.textContent = document.body.dataset.unreachable;
      message.dataset.good = "false";
      return;
    }
    message.textContent = answer.ok ? say("retried") : (await answer.json().catch(() => ({}))).detail ?? say("refused");
    message.dataset.good = String(answer.ok);
    if (answer.ok) {
      await reload();
      fill();
    }
  }

  function start() {
    map = document.getElementById("segmentMap");
    if (map === null) {
      return;
    }
    texts = document.getElementById("segmentTexts");
    panel = document.getElementById("cellPanel");
    map.addEventListener("click", (event) => {
      const cell = event.target.closest(".rm-cell");
      if (cell !== null) {
        focus(Number(cell.dataset.part), Number(cell.dataset.output));
        show(Number(cell.dataset.part), Number(cell.dataset.output));
      }
    });
    map.addEventListener("keydown", onKey);
    panel.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        hide();
      }
    });
    panel.querySelector(".rm-close").addEventListener("click", hide);
    panel.querySelector(".rm-cell-retry")?.addEventListener("click", retry);
    document.addEventListener("reelmill:look", reload);
    document.addEventListener("reelmill:news", ({ detail: { topic, news } }) => {
      if (topic !== "job/" + map.dataset.job) {
        return;
      }
      if (news.moved) {
        reload();
      } else if (news.map !== undefined) {
        // the map never moves: what it shows may change under the eyes of whoever selects text elsewhere
        take(news.map);
      }
    });
    reload();
  }

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();
