// Jobs that change under the eyes of whoever looks at them, on their list and on the page of one: only what changed is
// touched. On the list also the choice of many, and uploads.
"use strict";

(() => {
  let newest = 0;             // when the youngest job was added that the list has shown
  const chosen = new Map();   // uuid → name

  const texts = () => document.getElementById("jobTexts").dataset;
  const cells = (uuid, cell) => document.querySelectorAll(`[data-job="${uuid}"][data-cell="${cell}"]`);
  const isEnded = (status) => ["COMPLETED", "ERROR", "CANCELLED", "REJECTED"].includes(status);

  function status(element, row) {
    const tag = element.querySelector(".rm-status");
    const paused = row.paused && !isEnded(row.status);
    const text = row.removed ? texts().removed
      : texts()[row.status.toLowerCase()] + (paused ? " · " + texts().paused : "");
    if (tag !== null && tag.textContent.trim() !== text) {
      tag.className = "rm-status rm-status-" + (row.removed ? "CANCELLED" : paused ? "PAUSED" : row.status);
      tag.textContent = text;
    }
  }

  function progress(element, row) {
    const bar = element.querySelector(".rm-progress");
    if (bar !== null && (bar.getAttribute("aria-valuenow") !== String(row.progress) || !bar.classList.contains("rm-progress-" + row.status))) {
      bar.className = "rm-progress rm-progress-" + row.status;
      bar.setAttribute("aria-valuenow", row.progress);
      bar.querySelector(".rm-bar > div").style.width = row.progress + "%";
      bar.querySelector(":scope > span").textContent = row.progress + " %";
    }
  }

  function apply(row) {
    cells(row.uuid, "status").forEach((element) => status(element, row));
    if (row.removed) {
      return;
    }
    cells(row.uuid, "progress").forEach((element) => progress(element, row));
    cells(row.uuid, "ended").forEach((element) => reelmillLive.time(element, row.completed));
    cells(row.uuid, "eta").forEach((element) => reelmillLive.time(element, row.eta));
    cells(row.uuid, "priority").forEach((element) => {
      if (element.textContent.trim() !== String(row.priority)) {
        element.textContent = row.priority;
      }
    });
  }

  // --- the list

  const shownJobs = () => [...new Set([...document.querySelectorAll("[data-job][data-cell=status]")].map((element) => element.dataset.job))];

  async function look() {
    const shown = shownJobs();
    if (shown.length > 0) {
      const page = await reelmillLive.read("/api/v1/jobs?limit=100&" + shown.slice(0, 100).map((uuid) => "uuid=" + uuid).join("&"));
      reelmillLive.whenFree(null, () => page.items.forEach(apply));
    }
  }

  function remember() {
    document.querySelectorAll("[data-cell=added] time").forEach((time) => { newest = Math.max(newest, Date.parse(time.dateTime)); });
    document.querySelectorAll("[data-choose]").forEach((box) => { box.checked = chosen.has(box.dataset.choose); });
    showChoice();
  }

  // --- many at a time

  function showChoice() {
    const bar = document.getElementById("bulk");
    if (bar === null) {
      return;
    }
    bar.hidden = chosen.size === 0;
    document.getElementById("bulkCount").textContent = bar.dataset.text.replace("{0}", chosen.size);
    // reelmill.js asks before it lets the click pass
    bar.querySelectorAll("[data-ask]").forEach((button) => { button.dataset.confirm = button.dataset.ask.replace("{0}", chosen.size); });
    const boxes = [...document.querySelectorAll("[data-choose]")];
    const all = document.getElementById("chooseAll");
    if (all !== null) {
      const on = boxes.filter((box) => box.checked).length;
      all.checked = on > 0 && on === boxes.length;
      all.indeterminate = on > 0 && on < boxes.length;
    }
  }

  function choose(box) {
    if (box.checked) {
      chosen.set(box.dataset.choose, box.dataset.name);
    } else {
      chosen.delete(box.dataset.choose);
    }
  }

  function onChoice(event) {
    const box = event.target;
    if (box.id === "chooseAll") {
      document.querySelectorAll("[data-choose]").forEach((each) => {
        each.checked = box.checked;
        choose(each);
      });
    } else if (box.matches("[data-choose]")) {
      choose(box);
    } else {
      return;
    }
    showChoice();
  }

  async function act(button) {
    const bar = document.getElementById("bulk");
    const names = new Map(chosen);
    const order = { action: button.dataset.action, jobs: [...names.keys()] };
    if (order.action === "PRIORITY") {
      order.priority = Number(document.getElementById("bulkPriority").value);
    }
    bar.querySelectorAll("button").forEach((each) => { each.disabled = true; });
    const answer = await reelmillFetch(reelmillLive.root() + "/api/v1/jobs/bulk", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(order),
    }).catch(() => null);
    bar.querySelectorAll("button").forEach((each) => { each.disabled = false; });
    if (answer === null) {
      showResults(button.textContent, [{ done: false, reason: document.body.dataset.unreachable }], names);
      return;
    }
    const said = await answer.json().catch(() => ({}));
    showResults(button.textContent, answer.ok ? said.results : [{ done: false, reason: said.detail }], names);
    // those that were refused stay chosen, for another try
    (answer.ok ? said.results : []).filter((result) => result.done).forEach((result) => chosen.delete(result.uuid));
    remember();
    refreshJobs();
  }

  function showResults(what, results, names) {
    const host = document.getElementById("bulkResults");
    const done = results.filter((result) => result.done).length;
    const summary = document.createElement("p");
    summary.textContent = what.trim() + ": " + host.dataset.text.replace("{0}", done).replace("{1}", results.length - done);
    const list = document.createElement("ul");
    results.forEach((result) => {
      const line = document.createElement("li");
      line.dataset.done = String(result.done);
      line.textContent = (names.get(result.uuid) ?? "") + (result.done ? "" : ": " + result.reason);
      list.append(line);
    });
    const details = document.createElement("details");
    details.open = done < results.length;
    const title = document.createElement("summary");
    title.append(summary);
    details.append(title, list);
    const close = document.createElement("button");
    close.type = "button";
    close.className = "rm-icon-button rm-close";
    close.textContent = "×";
    close.setAttribute("aria-label", host.dataset.closeLabel);
    close.addEventListener("click", () => host.replaceChildren());
    host.replaceChildren(details, close);
  }

  // --- upload

  function startUploads() {
    const box = document.getElementById("upload");
    if (box !== null) {
      new ReelmillUploads(box, (name, count) => {
        // of several each becomes a job by itself; one may be given wishes
        if (count === 1) {
          PF("newJobSource").input.val(name);
          document.getElementById("new:submit").focus();
        }
      });
    }
  }

  // --- the page of one job

  function addLog(lines) {
    const log = document.getElementById("jobLog");
    const textOf = (line) => line.texts?.[document.documentElement.lang] ?? line.message;
    // what happened while the page was on its way is told, and is on it
    const isThere = (line) => [...log.children].some((entry) =>
      Date.parse(entry.querySelector("time").dateTime) === Date.parse(line.time)
      && entry.querySelector(".rm-log-text").textContent.trim() === textOf(line) + " " + line.node);
    lines.filter((line) => !isThere(line)).forEach((line) => {
      const made = document.createElement("li");
      made.className = "rm-log-" + line.level;
      const when = document.createElement("time");
      when.dateTime = line.time;
      when.textContent = line.time;
      const level = document.createElement("span");
      level.className = "rm-tag";
      level.textContent = line.level;
      const text = document.createElement("span");
      text.className = "rm-log-text";
      const node = document.createElement("span");
      node.className = "rm-dim";
      node.textContent = line.node;
      text.append(textOf(line) + " ", node);
      made.append(when, " ", level, " ", text);
      log.prepend(made);
    });
  }

  function startOne(page) {
    const uuid = page.dataset.jobPage;
    let seen = page.dataset.state;   // as the page was made: until it is told of news, something may have happened
    let reason = null;
    document.addEventListener("reelmill:news", ({ detail: { topic, news } }) => {
      if (topic !== "job/" + uuid) {
        return;
      }
      reelmillLive.whenFree(null, () => {
        news.jobs.forEach(apply);
        addLog(news.log);
      });
      if (news.moved) {
        reelmillLive.whenFree("job", refreshJob);
      }
    });
    document.addEventListener("reelmill:look", async () => {
      try {
        const row = await reelmillLive.read("/api/v1/jobs/" + uuid);
        const state = [row.status, row.paused, row.priority].join();
        const because = row.reason ?? "";
        reelmillLive.whenFree(null, () => apply(row));
        if (seen !== state || (reason !== null && reason !== because)) {
          reelmillLive.whenFree("job", refreshJob);
        }
        seen = state;
        reason = because;
      } catch (e) {
        // gone, or not to be had now
      }
    });
  }

  function startList() {
    remember();
    new MutationObserver(remember).observe(document.getElementById("jobs:list"), { childList: true, subtree: true });
    document.addEventListener("change", onChoice);
    document.querySelectorAll("#bulk [data-action]").forEach((button) => button.addEventListener("click", () => act(button)));
    document.getElementById("bulkClear")?.addEventListener("click", () => {
      chosen.clear();
      remember();
    });
    const offer = reelmillLive.newRows({
      list: "jobs:list", button: document.getElementById("freshJobs"), read: () => refreshJobs(), isKept: () => chosen.size > 0,
    });
    startUploads();
    document.addEventListener("reelmill:news", ({ detail: { topic, news } }) => {
      if (topic === "jobs") {
        reelmillLive.whenFree(null, () => news.jobs.forEach(apply));
        offer(news.jobs.filter((row) => !row.removed && Date.parse(row.created) > newest).map((row) => row.uuid));
      }
    });
    document.addEventListener("reelmill:look", () => look().catch(() => {}));
  }

  function start() {
    const one = document.querySelector("[data-job-page]");
    if (one !== null) {
      startOne(one);
    } else if (document.getElementById("jobs:list") !== null) {
      startList();
    }
  }

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();
