// Shows the mill at a glance: first what came with the page, then what the server tells.
"use strict";

(() => {
  const SVG = "http://www.w3.org/2000/svg";

  let host;
  let root = "";
  let shown = null;

  const language = document.documentElement.lang || undefined;
  const whole = new Intl.NumberFormat(language);
  const decimal = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const fine = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  const clock = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit" });

  const text = (element, value) => {
    if (element !== null && element.textContent !== value) {
      element.textContent = value;
    }
  };
  const fill = (template, ...values) => values.reduce((made, value, index) => made.replace(`{${index}}`, value), template);
  const at = (report, path) => path.split(".").reduce((value, key) => value?.[key], report);

  function size(bytes) {
    const units = ["B", "kB", "MB", "GB", "TB", "PB"];
    let value = bytes;
    let unit = 0;
    while (value >= 999.5 && unit < units.length - 1) {
      value /= 1000;
      unit++;
    }
    return decimal.format(value) + " " + units[unit];
  }

  function age(iso) {
    if (iso === undefined) {
      return "–";
    }
    const seconds = Math.max(0, Math.round((Date.now() - Date.parse(iso)) / 1000));
    const [value, unit] = seconds < 120 ? [seconds, "second"] : seconds < 7200 ? [Math.round(seconds / 60), "minute"]
      : seconds < 172800 ? [Math.round(seconds / 3600), "hour"] : [Math.round(seconds / 86400), "day"];
    return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(value);
  }

  function numbers(report) {
    const state = host.querySelector("[data-show=state]");
    text(state, host.dataset[report.state.toLowerCase()]);
    state.closest(".rm-state").dataset.state = report.state;
    const summary = host.querySelector("[data-show=summary]");
    const now = report.minutes[report.minutes.length - 2] ?? report.minutes[0];
    text(summary, fill(summary.dataset.text, whole.format(report.queue.jobs), whole.format(report.queue.running),
      whole.format(report.nodes.authorised), decimal.format(now.framesPerSecond), fine.format(now.realTime)));
    host.querySelectorAll("[data-show*='.']").forEach((element) => text(element, whole.format(at(report, element.dataset.show))));
    text(host.querySelector("[data-show=oldest]"), age(report.queue.oldest));
    host.querySelectorAll("[data-job-count]").forEach((element) => {
      const count = report.jobs[element.dataset.jobCount] ?? 0;
      text(element, whole.format(count));
      element.closest("li").classList.toggle("rm-zero", count === 0);
    });
    host.querySelectorAll("[data-meter]").forEach((element) => meter(element, at(report, element.dataset.meter), null));
  }

  function meter(element, percent, label) {
    element.setAttribute("aria-valuenow", percent);
    element.querySelector(".rm-bar > div").style.width = percent + "%";
    text(element.querySelector(":scope > span"), label ?? percent + " %");
  }

  function attention(report) {
    const list = host.querySelector(".rm-attention");
    const lines = report.attention.map((found) => {
      const names = found.names.map((name) => host.dataset[name] ?? name).join(", ");
      return { found, words: fill(host.dataset[found.code.toLowerCase()] ?? found.code, whole.format(found.count), names) };
    });
    const key = JSON.stringify(lines);
    // what is the same stays: nobody is told it again, and a link keeps its focus
    if (list.dataset.key !== key) {
      list.dataset.key = key;
      list.replaceChildren(...lines.map(({ found, words }) => {
        const line = document.createElement("li");
        line.className = "rm-attention-" + found.code;
        const link = document.createElement("a");
        link.href = root + found.href;
        link.textContent = host.dataset.see;
        link.setAttribute("aria-label", host.dataset.see + ": " + words);
        line.append(words + " ", link);
        return line;
      }));
    }
    host.querySelector("#attentionCard").classList.toggle("rm-is-calm", lines.length === 0);
  }

  function disks(report) {
    const list = host.querySelector(".rm-disks");
    while (list.children.length < report.disks.length) {
      const line = document.createElement("li");
      line.innerHTML = "<p></p><div class='rm-progress' role='meter' aria-valuemin='0' aria-valuemax='100'>"
        + "<div class='rm-bar'><div></div></div><span></span></div>";
      list.append(line);
    }
    report.disks.forEach((disk, index) => {
      const line = list.children[index];
      const used = disk.bytes === 0 ? 0 : Math.round((100 * (disk.bytes - disk.free)) / disk.bytes);
      const name = host.dataset[disk.folder] ?? disk.folder;
      text(line.querySelector("p"), `${name}: ${fill(host.dataset.free, size(disk.free), size(disk.bytes))}`);
      line.classList.toggle("rm-low", disk.low);
      line.querySelector("[role=meter]").setAttribute("aria-label", name);
      meter(line.querySelector("[role=meter]"), used, null);
    });
  }

  const svg = (name, attributes) => {
    const made = document.createElementNS(SVG, name);
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    return made;
  };

  /** A nice number that is not less. */
  function ceiling(value) {
    const power = 10 ** Math.floor(Math.log10(value));
    return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= value - 1e-9);
  }

  function chart(place, minutes) {
    const key = place.dataset.chart;
    const unit = place.dataset.unit ?? "";
    const width = Math.max(240, place.clientWidth);
    const height = 150;
    const left = 44;
    const bottom = 20;
    const most = Math.max(...minutes.map((minute) => minute[key]));
    const top = most > 0 ? ceiling(most) : 1;
    const made = svg("svg", { width, height, viewBox: `0 0 ${width} ${height}` });
    [0, 0.5, 1].forEach((share) => {
      const y = 8 + (height - bottom - 8) * (1 - share);
      made.append(svg("line", { x1: left, x2: width, y1: y, y2: y, class: "rm-chart-line" }));
      const label = svg("text", { x: left - 6, y: y + 4, class: "rm-chart-label rm-chart-y" });
      label.textContent = (top < 2 ? fine : decimal).format(top * share) + unit;
      made.append(label);
    });
    const step = (width - left) / minutes.length;
    minutes.forEach((minute, index) => {
      const tall = ((height - bottom - 8) * minute[key]) / top;
      const bar = svg("rect", {
        x: left + index * step + 0.5, width: Math.max(1, step - 1.5), y: height - bottom - tall, height: tall, class: "rm-chart-bar",
      });
      const title = svg("title", {});
      title.textContent = `${clock.format(new Date(minute.time))}: ${fine.format(minute[key])}${unit}`;
      bar.append(title);
      made.append(bar);
      // from the last bar on, so that the axis says until when it goes
      const before = minutes.length - 1 - index;
      if (before % 15 === 0) {
        const label = svg("text", { x: left + (index + 1) * step, y: height - 5, class: "rm-chart-label rm-chart-x" });
        label.textContent = clock.format(new Date(minute.time));
        made.append(label);
      }
    });
    place.replaceChildren(made);
  }

  function table(report) {
    const body = host.querySelector("#minutes tbody");
    if (!host.querySelector("#minutes").open) {
      return;
    }
    body.replaceChildren(...[...report.minutes].reverse().map((minute) => {
      const row = document.createElement("tr");
      [clock.format(new Date(minute.time)), decimal.format(minute.framesPerSecond), fine.format(minute.realTime) + "×",
        whole.format(minute.segments), whole.format(minute.failures)].forEach((value) => {
        const cell = document.createElement("td");
        cell.textContent = value;
        row.append(cell);
      });
      return row;
    }));
  }

  function show(report) {
    shown = report;
    numbers(report);
    attention(report);
    disks(report);
    host.querySelectorAll("[data-chart]").forEach((place) => chart(place, report.minutes));
    table(report);
  }

  function start() {
    host = document.getElementById("dashboard");
    root = reelmillLive.root();
    show(JSON.parse(host.dataset.report));
    const later = (report) => reelmillLive.whenFree("dashboard", () => show(report));
    document.addEventListener("reelmill:news", ({ detail: { topic, news } }) => {
      if (topic === "dashboard") {
        later(news);
      }
    });
    document.addEventListener("reelmill:look", () => reelmillLive.read("/api/v1/dashboard").then(later).catch(() => {}));
    host.querySelector("#minutes").addEventListener("toggle", () => table(shown));
    addEventListener("resize", () => host.querySelectorAll("[data-chart]").forEach((place) => chart(place, shown.minutes)));
  }

  // after live.js, which stands further down in the head
  document.addEventListener("DOMContentLoaded", () => setTimeout(start));
})();
