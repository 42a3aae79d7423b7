// The page of the library: asks the API for what a folder holds, stretch by stretch as one scrolls, and does what people want
// with it. Where one is stands in the address, so it can be kept, sent and gone back from.
"use strict";

(() => {
  const STRETCH = 100;
  const MOST_AT_ONCE = 500;       // rows of one answer of the API
  const MOST_TO_MILL = 100;       // films of one order
  const AROUND = 800;             // pixels above and below the window whose rows are in the page as well
  const PAUSE = 60;               // milliseconds that one scrolls before what is missing is asked for
  const WORK = 5000;              // milliseconds until what the library is busy with is asked for again
  const REFRESH = 3000;           // what changes while one looks is read anew at most this often
  const LONGEST = 30;             // S0.17
  const PREVIEW_PAUSE = 150;      // previews that are wished for within so many milliseconds are asked for together
  const MOST_PREVIEWS = 100;
  const LONGEST_QUERY = 4000;     // letters, so that servers take the address
  const HOVER = 350;              // milliseconds before the short film of a file plays
  const TEXT_SHOWN = 256 << 10;   // bytes
  const FILTERS = ["kind", "leastSize", "mostSize", "codec", "leastSeconds", "mostSeconds", "leastHeight", "takenFrom", "takenUntil"];

  let host;
  let texts;
  const panels = { folders: null, files: null };
  const chosen = new Map();       // path → entry
  const entries = new WeakMap();  // row → entry
  let state = {};                 // library, area, path, q
  let folder = null;              // the entry that is shown
  let before = "";                // the folder that was left for the garbage
  let coming = false;             // whether a place is being read that is not shown yet
  let asked = 0;                  // the last question; answers to older ones are thrown away
  let last = null;                // where a range of choices begins: a place in both lists
  let clicked = null;             // what the first click of a double click was for
  let refreshTimer = null;
  let readAt = 0;
  let target = "";                // of the move dialog
  let workTimer = null;

  const language = document.documentElement.lang || undefined;
  const $ = (id) => document.getElementById(id);
  const base = () => host.dataset.root ?? "";
  const api = (what, library = state.library) => base() + "/api/v1/libraries/" + encodeURIComponent(library) + "/" + what;
  const counted = (one, many, number) => fill(number === 1 ? one : many, number.toLocaleString(language));
  const fill = (text, ...values) => values.reduce((all, value, i) => all.replaceAll("{" + i + "}", value), text);
  const decimals = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2, useGrouping: false });
  const clock = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });

  // --- words

  function size(bytes) {
    const units = ["B", "KB", "MB", "GB", "TB"];
    let unit = 0;
    let value = bytes;
    while (value >= 1024 && unit < units.length - 1) {
      value /= 1024;
      unit += 1;
    }
    return (unit === 0 ? String(value) : decimals.format(value)) + " " + units[unit];
  }

  function short(name) {
    const letters = [...name];
    if (letters.length <= LONGEST) {
      return name;
    }
    const dot = name.lastIndexOf(".");
    const suffix = dot > 0 ? [...name.slice(dot)] : [];
    const end = suffix.length <= 10 ? suffix : [];
    return letters.slice(0, LONGEST - end.length - 1).join("") + "…" + end.join("");
  }

  function duration(seconds) {
    const whole = Math.round(seconds);
    const two = (number) => String(number).padStart(2, "0");
    const hours = Math.floor(whole / 3600);
    return (hours > 0 ? hours + ":" + two(Math.floor(whole / 60) % 60) : String(Math.floor(whole / 60))) + ":" + two(whole % 60);
  }

  function sign(name) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    svg.setAttribute("class", "rm-icon");
    svg.setAttribute("aria-hidden", "true");
    use.setAttribute("href", base() + "/resources/images/icons.svg#" + name);
    svg.append(use);
    return svg;
  }

  function element(tag, className, text) {
    const made = document.createElement(tag);
    made.className = className;
    if (text !== undefined) {
      made.textContent = text;
    }
    return made;
  }

  // --- the API

  async function ask(path, options = {}) {
    const answer = await reelmillFetch(path, options);
    const said = await answer.json().catch(() => ({}));
    if (!answer.ok) {
      throw new Error(said.detail ?? texts.failed);
    }
    return said;
  }

  function send(path, body) {
    return ask(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  }

  const post = (what, body) => send(api(what), body);

  function listing(panel, offset, limit) {
    const query = new URLSearchParams({ offset, limit });
    if (state.q) {
      query.set("path", state.path);
      query.set("area", state.area);
      query.set("retained", String(shows()));
      query.set("q", state.q === "*" ? "" : state.q);
      Object.entries(state.filters ?? {}).forEach(([name, value]) => query.set(name, value));
      return api("search?" + query);
    }
    query.set("path", state.path);
    query.set("area", state.area);
    query.set("panel", panel);
    query.set("order", $("order").value);
    query.set("retained", String(shows()));
    return api("entries?" + query);
  }

  const shows = () => $("eye").getAttribute("aria-pressed") === "true" || state.area === "garbage";

  // --- where one is

  function fromAddress() {
    const query = new URLSearchParams(location.search);
    return {
      library: query.get("library") ?? $("root").value,
      area: query.get("area") === "garbage" ? "garbage" : "files",
      path: query.get("path") ?? "",
      q: query.get("q") ?? "",
      filters: Object.fromEntries(FILTERS
        .filter((name) => query.get(name)).map((name) => [name, query.get(name)])),
    };
  }

  function go(next, replace = false) {
    const wanted = { area: "files", path: "", q: "", filters: {}, library: state.library, ...next };
    const query = new URLSearchParams({ library: wanted.library });
    if (wanted.area === "garbage") {
      query.set("area", "garbage");
    }
    if (wanted.path) {
      query.set("path", wanted.path);
    }
    if (wanted.q) {
      query.set("q", wanted.q);
      Object.entries(wanted.filters).forEach(([name, value]) => query.set(name, value));
    }
    history[replace ? "replaceState" : "pushState"](null, "", "?" + query);
    return show();
  }

  async function show() {
    const left = state;
    const here = host.contains(document.activeElement);
    const mine = fromAddress();
    state = mine;
    chosen.clear();
    last = null;
    $("root").value = state.library;
    $("results").replaceChildren();
    await read(true);
    if (mine !== state) {
      return;
    }
    scrollTo(0, 0);
    if (here && lost()) {
      await goOnFrom(left);
    }
  }

  /** Whether the keyboard would begin at the head of the page again, because what had the focus is gone. */
  function lost() {
    const focused = document.activeElement;
    return document.querySelector("dialog[open]") === null && (focused === null || focused === document.body || focused.disabled
      || focused.matches("[role=listbox]") || focused.getClientRects().length === 0);
  }

  /** The keyboard goes on at the folder that was left, when that is in this one, else at the first entry. */
  async function goOnFrom(left) {
    const above = state.path === "" ? "" : state.path + "/";
    const inside = left.library === state.library && left.area === state.area && left.path !== state.path && left.path.startsWith(above);
    const name = inside ? above + left.path.slice(above.length).split("/")[0] : "";
    const place = [...panels.folders.stretches.get(0) ?? []].findIndex((entry) => entry.path === name);
    await goOnAt(Math.max(0, place));
  }

  async function goOnAt(place) {
    const row = await bring(place);
    if (row !== null) {
      focus(row);
    } else {
      [$("up"), $("address")].find((it) => !it.disabled).focus();
    }
  }

  /** @param anew whether the place is another one, and not just its content */
  async function read(anew) {
    if (!anew && coming) {
      later();   // news must not take the place of what is still coming
      return;
    }
    const mine = ++asked;
    coming = anew;
    readAt = Date.now();
    $("busy").hidden = !anew;
    if (anew) {
      Object.values(panels).forEach((panel) => panel.clear());
      $("nothing").hidden = true;
    }
    try {
      const [roots, shown] = await Promise.all([
        ask(base() + "/api/v1/libraries", { background: !anew }),
        ask(api("entry?" + new URLSearchParams({ path: state.path, area: state.area })), { background: !anew }),
      ]);
      if (mine !== asked) {
        return;
      }
      folder = shown;
      if (folder.kind !== "folder") {
        const parent = state.path.split("/").slice(0, -1).join("/");
        const file = folder;
        go({ path: parent, area: state.area }, true).then(() => view(file));   // which comes before and after it is known then
        return;
      }
      frame(roots.items.find((root) => root.name === state.library));
      workLater(0);
      await Promise.all([panels.folders.read(mine, anew), panels.files.read(mine, anew)]);
      if (mine === asked) {
        emptiness();
      }
    } catch (failure) {
      if (mine === asked && anew) {
        notice(fill(texts.gone, failure.message), "");
      }
    } finally {
      if (mine === asked) {
        coming = false;
        $("busy").hidden = true;
        choice();
      }
    }
  }

  function frame(root) {
    const garbage = state.area === "garbage";
    host.dataset.area = state.area;
    $("trash").setAttribute("aria-pressed", String(garbage));
    $("eye").disabled = garbage;
    $("up").disabled = !state.path && !state.q && !garbage;
    // at the top the hint says what may be written there
    $("address").value = state.q ? state.q.replace(/^\*$/, "") : state.path === "" ? "" : "/" + state.path;
    $("trouble").hidden = !root?.trouble;
    $("trouble").querySelector("span").textContent = root?.trouble ?? "";
    crumbs();
    const summary = [folder.pending ? texts.pending : "", size(folder.size), counted(texts.oneFile, texts.files, folder.files),
      counted(texts.oneImage, texts.images, folder.images), counted(texts.oneVideo, texts.videos, folder.videos), folder.trouble ?? ""];
    $("summary").textContent = summary.filter((part) => part !== "").join(" · ");
    $("forecast").hidden = !garbage;
    if (garbage) {
      forecast();
    }
  }

  /** What the garbage of all libraries loses by age. */
  async function forecast() {
    const purge = await ask(base() + "/api/v1/library-work/purge").catch(() => null);
    const day = purge?.next ? new Date(purge.next).toLocaleDateString(language) : "";
    $("forecast").textContent = purge === null ? ""
      : purge.keepDays === 0 ? texts.purgeNever
        : purge.entries > 0 ? fill(texts.purgeSoon, purge.entries, size(purge.bytes), purge.within, day)
          : fill(texts.purgeLater, purge.keepDays) + (day ? " " + fill(texts.purgeFirst, day) : "");
  }

  function crumbs() {
    const names = state.path === "" ? [] : state.path.split("/");
    const links = [link(state.area === "garbage" ? texts.garbage + " · " + state.library : state.library, "")];
    names.forEach((name, i) => links.push(link(name, names.slice(0, i + 1).join("/"))));
    links[links.length - 1].setAttribute("aria-current", "page");
    $("crumbs").replaceChildren(...links.flatMap((made, i) => i === 0 ? [made] : [element("span", "rm-dim", "/"), made]));
  }

  function link(name, path) {
    const made = element("a", "", name);
    made.href = "?" + new URLSearchParams({ library: state.library, area: state.area, path });
    made.addEventListener("click", (event) => {
      if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
        event.preventDefault();
        go({ area: state.area, path });
      }
    });
    return made;
  }

  function emptiness() {
    const none = panels.folders.total + panels.files.total === 0;
    $("nothing").hidden = !none;
    if (state.q) {
      const found = fill(texts.found, panels.files.total, state.library + "/" + state.path);
      $("summary").textContent = found + (folder.pending ? " · " + texts.foundPending : "");
    }
    if (!none) {
      return;
    }
    if (state.q) {
      notice(texts.nothingFound, texts.nothingFoundText);
    } else if (state.area === "garbage") {
      notice(texts.emptyGarbage, texts.emptyGarbageText);
    } else if (folder.pending) {
      notice(texts.unread, texts.unreadText);
    } else {
      const more = state.path === "" && $("manage") !== null ? " " + texts.emptyMore : "";
      notice(texts.empty, folder.retained > 0 && !shows() ? texts.hiddenText : texts.emptyText + more);
    }
  }

  function notice(title, text) {
    $("nothing").hidden = false;
    $("nothing").querySelector("h2").textContent = title;
    $("nothing").querySelector("p").textContent = text;
  }

  // --- panels

  /**
   * One of the two lists. Of its entries only those near the window are rows of the page, the others are empty room of the same
   * height: so a folder of a hundred thousand scrolls as one of ten. All rows of a list are equally high (library.css).
   */
  class Panel {
    constructor(name) {
      this.name = name;
      this.section = $(name + "Panel");
      this.list = this.section.querySelector("ul");
      this.clear();
    }

    clear() {
      this.stretches = new Map();   // number → its entries, as far as they were read
      this.asking = new Set();
      this.total = 0;
      this.first = 0;               // place of the first row, and of the last one
      this.last = 0;
      this.at = 0;                  // where the keyboard is
      this.section.hidden = true;
      this.list.replaceChildren();
      this.list.style.paddingBlock = "";
    }

    /** Undefined while it was not read yet. */
    entry(at) {
      return this.stretches.get(Math.floor(at / STRETCH))?.[at % STRETCH];
    }

    /** Entries between two places, these included; what was not read yet is. */
    async some(first, last) {
      const all = [];
      while (first + all.length <= last) {
        const at = first + all.length;
        const known = this.entry(at);
        const more = known !== undefined ? [known]
          : (await ask(listing(this.name, at, Math.min(MOST_AT_ONCE, last - at + 1)))).items;
        if (more.length === 0) {
          break;
        }
        all.push(...more);
      }
      return all;
    }

    /** What is near the window, anew. */
    async read(mine, anew) {
      if (state.q && this.name === "folders") {
        this.clear();
        return;
      }
      const number = anew ? 0 : Math.floor(this.first / STRETCH);
      const until = anew ? 0 : Math.floor(this.last / STRETCH);
      const limit = Math.min(MOST_AT_ONCE, (until - number + 1) * STRETCH);
      const page = await ask(listing(this.name, number * STRETCH, limit), { background: !anew });
      if (mine === asked) {
        this.stretches.clear();
        this.asking.clear();
        this.keep(number, page, limit);
        this.render();
      }
    }

    keep(number, page, limit) {
      this.total = page.total;
      for (let i = 0; i * STRETCH < limit; i++) {
        this.stretches.set(number + i, page.items.slice(i * STRETCH, (i + 1) * STRETCH));
      }
    }

    async ask(number) {
      const mine = asked;
      this.asking.add(number);
      try {
        const page = await ask(listing(this.name, number * STRETCH, STRETCH));
        if (mine === asked) {
          this.keep(number, page, STRETCH);
          renderAll();
        }
      } catch (failure) {
        // asked for again when one scrolls there once more
      } finally {
        this.asking.delete(number);
      }
    }

    /** What one scrolls past quickly is not asked for. */
    askSoon() {
      this.timer ??= setTimeout(() => {
        this.timer = null;
        for (let number = Math.floor(this.first / STRETCH); this.total > 0 && number <= Math.floor(this.last / STRETCH); number++) {
          if (!this.stretches.has(number) && !this.asking.has(number)) {
            this.ask(number);
          }
        }
      }, PAUSE);
    }

    columns() {
      return getComputedStyle(this.list).gridTemplateColumns.split(" ").length;
    }

    /** From the head of a row to that of the next one, in pixels; a guess while there is none. */
    pitch() {
      const one = this.list.firstElementChild;
      return one === null ? 200 : one.getBoundingClientRect().height + parseFloat(getComputedStyle(this.list).rowGap);
    }

    render() {
      this.section.hidden = this.total === 0;
      this.section.querySelector("h2 span").textContent = this.total.toLocaleString(language);
      if (this.total === 0) {
        this.list.replaceChildren();
        return;
      }
      let pitch = this.pitch();
      this.fill(pitch);
      if (Math.abs(this.pitch() - pitch) > 0.5) {
        pitch = this.pitch();   // there was no row to measure before, or it got another form
        this.fill(pitch);
      }
      this.askSoon();
    }

    /** Puts the rows near the window into the page, and leaves those alone that are as they were: nothing flickers. */
    fill(pitch) {
      const columns = this.columns();
      const top = this.list.getBoundingClientRect().top;
      const lines = Math.ceil(this.total / columns);
      const begin = Math.max(0, Math.min(lines - 1, Math.floor((-top - AROUND) / pitch)));
      const end = Math.max(begin + 1, Math.min(lines, Math.ceil((innerHeight - top + AROUND) / pitch)));
      this.first = begin * columns;
      this.last = Math.min(this.total, end * columns) - 1;
      const old = new Map([...this.list.children].map((row) => [row.dataset.path, row]));
      const wanted = [];
      for (let at = this.first; at <= this.last; at++) {
        wanted.push(this.row(at, old));
      }
      const focused = this.list.contains(document.activeElement) ? document.activeElement : null;
      const kept = new Set(wanted);
      [...this.list.children].filter((row) => !kept.has(row)).forEach((row) => {
        sight.unobserve(row);
        row.remove();
      });
      wanted.forEach((row, i) => {
        if (this.list.children[i] !== row) {
          this.list.insertBefore(row, this.list.children[i] ?? null);
        }
      });
      this.list.style.paddingBlock = begin * pitch + "px " + (lines - end) * pitch + "px";
      if (this.list.querySelector("[tabindex='0']") === null) {
        this.list.querySelector("[role=option]")?.setAttribute("tabindex", "0");
      }
      if (focused !== null && document.activeElement !== focused) {
        // who has scrolled away from the row that had the focus, or it is gone, goes on by keyboard where that was
        ([...this.list.children].find((row) => row.dataset.path === focused.dataset.path)
          ?? this.list.querySelector("[role=option][data-at='" + focused.dataset.at + "']") ?? this.list).focus({ preventScroll: true });
      }
    }

    row(at, old) {
      const entry = this.entry(at);
      if (entry === undefined) {
        return blank();
      }
      const before = old.get(entry.path);
      old.delete(entry.path);
      const same = before !== undefined
        && (entries.get(before) === entry || JSON.stringify(entries.get(before)) === JSON.stringify(entry));
      const row = same ? before : tile(entry);
      entries.set(row, entry);
      row.dataset.at = at;
      row.setAttribute("aria-posinset", at + 1);
      row.setAttribute("aria-setsize", this.total);
      row.setAttribute("aria-selected", String(chosen.has(entry.path)));
      row.setAttribute("tabindex", at === this.at ? "0" : "-1");
      return row;
    }

    /** The row at a place, after one has scrolled there if need be; null when there is nothing any more. */
    async bring(at) {
      const there = () => this.list.querySelector("[data-at='" + at + "']");
      if (there() === null) {
        const line = Math.floor(at / this.columns());
        scrollTo({ top: scrollY + this.list.getBoundingClientRect().top + line * this.pitch() - innerHeight / 3, behavior: "instant" });
        if (this.entry(at) === undefined) {
          await this.ask(Math.floor(at / STRETCH));
        }
        renderAll();
      }
      return there();
    }
  }

  /** Where the first list ends the second begins: one place counts through both. */
  const placeOf = (panel, at) => (panel === panels.files ? panels.folders.total : 0) + at;

  const panelOf = (list) => (list === panels.folders.list ? panels.folders : panels.files);

  async function between(from, to) {
    const found = [];
    for (const panel of [panels.folders, panels.files]) {
      const begin = placeOf(panel, 0);
      found.push(...await panel.some(Math.max(0, from - begin), Math.min(panel.total - 1, to - begin)));
    }
    return found;
  }

  function renderAll() {
    panels.folders.render();
    panels.files.render();
  }

  /** Keeps the place of what was not read yet. */
  function blank() {
    const row = element("li", "rm-tile rm-blank");
    row.setAttribute("role", "presentation");
    const words = element("span", "rm-words");
    words.append(element("span", "rm-name"), element("span", "rm-dim"));
    row.append(element("span", "rm-picture"), words);
    return row;
  }

  function tile(entry) {
    const row = element("li", "rm-tile");
    entries.set(row, entry);
    row.dataset.path = entry.path;
    row.dataset.kind = entry.kind;
    row.setAttribute("role", "option");
    row.classList.toggle("rm-retained", entry.retain);
    row.title = [state.q ? entry.path : entry.name, entry.retainReason ?? ""].filter((line) => line !== "").join("\n");
    const picture = element("span", "rm-picture");
    picture.append(sign(entry.kind === "other" ? "file" : entry.kind));
    const words = element("span", "rm-words");
    words.append(element("span", "rm-name", short(reelmillName(entry.name))));
    words.append(element("span", "rm-dim rm-numbers", facts(entry).join(" · ")));
    row.append(element("span", "rm-tick"), picture, words);
    if (entry.retain) {
      row.append(element("span", "rm-tag rm-tag-good", retention(entry)));
    }
    if (entry.kind === "image" || entry.kind === "video") {
      showPreview(row);
      sight.observe(row);
    }
    return row;
  }

  const retention = (entry) => texts.retained + (entry.retainUntil ? " " + fill(texts.until, clock.format(new Date(entry.retainUntil))) : "");

  function facts(entry) {
    const all = [];
    if (entry.kind === "folder") {
      all.push(entry.trouble ? texts.unreadable : entry.pending ? texts.pending : size(entry.size));
      if (entry.images > 0) {
        all.push(counted(texts.oneImage, texts.images, entry.images));
      }
      if (entry.videos > 0) {
        all.push(counted(texts.oneVideo, texts.videos, entry.videos));
      }
      if (entry.files > 0 && entry.images + entry.videos === 0) {
        all.push(counted(texts.oneFile, texts.files, entry.files));
      }
    } else {
      all.push(size(entry.size));
      if (entry.width) {
        all.push(entry.width + "×" + entry.height);
      }
      if (entry.seconds) {
        all.push(duration(entry.seconds));
      }
    }
    if ($("order").value === "newest" && !entry.pending && !state.q) {
      all.push(clock.format(new Date(entry.modified)));
    }
    if (state.q) {
      all.push("/" + entry.path.split("/").slice(0, -1).join("/"));
    }
    if (entry.removedFrom && state.area === "garbage" && entry.removedAt) {
      all.push(fill(texts.removedFrom, "/" + entry.removedFrom));
    }
    return all;
  }

  // --- previews

  const previews = new Map();   // library, area, path, size and time → what the API said of it
  const wished = new Set();     // rows that came into sight without one
  let wishTimer = null;
  let playing = null;           // the row whose short film plays, or is about to

  const sight = new IntersectionObserver((seen) => seen.filter((it) => it.isIntersecting).forEach(({ target: row }) => {
    sight.unobserve(row);
    wish(row);
  }), { rootMargin: "400px" });

  const nameOf = (entry) => [state.library, state.area, entry.path, entry.size, entry.modified].join("|");

  function wish(row) {
    if (!["ready", "failed"].includes(previews.get(nameOf(entryOf(row)))?.state)) {
      wished.add(row);
      wishTimer ??= setTimeout(askForPreviews, PREVIEW_PAUSE);
    }
  }

  /** Those that are not there are made meanwhile, and told of. */
  async function askForPreviews() {
    wishTimer = null;
    const asked = [...wished].filter((row) => row.isConnected);
    wished.clear();
    const { library, area } = state;
    while (asked.length > 0) {
      const some = [];
      const query = new URLSearchParams({ area });
      while (asked.length > 0 && some.length < MOST_PREVIEWS && String(query).length < LONGEST_QUERY) {
        some.push(asked[0]);
        query.append("path", asked.shift().dataset.path);
      }
      const address = base() + "/api/v1/previews/library/" + encodeURIComponent(library) + "?" + query;
      const said = await ask(address, { background: true }).catch(() => ({ items: [] }));
      const byPath = new Map(said.items.map((item) => [item.path, item]));
      some.filter((row) => row.isConnected && library === state.library && area === state.area).forEach((row) => {
        const preview = byPath.get(row.dataset.path);
        if (preview !== undefined) {
          previews.set(nameOf(entryOf(row)), preview);
          showPreview(row);
        }
      });
    }
  }

  function showPreview(row) {
    const entry = entryOf(row);
    const preview = previews.get(nameOf(entry));
    const picture = row.querySelector(".rm-picture");
    const drawing = /\.svg$/i.test(entry.name);   // browsers draw what the mill does not
    picture.classList.toggle("rm-awaited", preview?.state === "pending" && !drawing);
    if (preview?.state === "ready" || drawing) {
      const image = element("img", "");
      image.loading = "lazy";
      image.decoding = "async";
      image.alt = "";
      image.src = base() + (drawing ? entry.href : preview.poster);
      image.addEventListener("error", () => image.replaceWith(sign(entry.kind)));
      picture.replaceChildren(image);
    }
  }

  /** Asked for again when there is news: what is in sight and still awaited. */
  function askAgain() {
    host.querySelectorAll(".rm-awaited").forEach((picture) => wish(picture.closest("[role=option]")));
  }

  /** The film of a row that somebody points at, or has come to by keyboard. */
  function play(row) {
    if (playing?.row === row) {
      return;
    }
    playing?.stop();
    playing = null;
    const clip = row === null ? undefined : previews.get(nameOf(entryOf(row)))?.clip;
    if (clip) {
      let stop = () => {};
      const timer = setTimeout(() => { stop = reelmillPreviews.play(row.querySelector(".rm-picture"), base() + clip); }, HOVER);
      playing = { row, stop: () => { clearTimeout(timer); stop(); } };
    }
  }

  const rows = () => [...host.querySelectorAll("[role=option]")];
  const entryOf = (row) => entries.get(row);

  // --- choosing

  function choose(row, { add = false, range = false } = {}) {
    const entry = entryOf(row);
    const place = placeOf(panelOf(row.parentElement), Number(row.dataset.at));
    if (range && last !== null) {
      chooseBetween(Math.min(last, place), Math.max(last, place));
    } else if (add) {
      if (!chosen.delete(entry.path)) {
        chosen.set(entry.path, entry);
      }
      last = place;
    } else {
      chosen.clear();
      chosen.set(entry.path, entry);
      last = place;
    }
    if ($("results").querySelector(".rm-note-good") !== null) {
      $("results").replaceChildren();   // it was about something else
    }
    focus(row);
    choice();
  }

  async function chooseBetween(from, to) {
    const place = state;
    const found = await between(from, to).catch((failure) => { refused(failure); return []; });
    if (place === state) {
      found.forEach((entry) => chosen.set(entry.path, entry));
      choice();
    }
  }

  function focus(row) {
    row.parentElement.querySelectorAll("[tabindex='0']").forEach((it) => it.setAttribute("tabindex", "-1"));
    panelOf(row.parentElement).at = Number(row.dataset.at);
    row.setAttribute("tabindex", "0");
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }

  function choice() {
    rows().forEach((row) => row.setAttribute("aria-selected", String(chosen.has(row.dataset.path))));
    const all = [...chosen.values()];
    const one = all.length === 1 ? all[0] : null;
    $("bulk").hidden = all.length === 0;
    $("chosen").textContent = fill(texts.chosen, all.length) + (one?.retainReason ? " · " + one.retainReason : "");
    $("bulk").querySelectorAll("[data-in]").forEach((button) => { button.hidden = button.dataset.in !== state.area; });
    host.querySelector("[data-act=open]").hidden = one === null;
    const mill = host.querySelector("[data-act=convert]");
    if (mill !== null) {
      mill.hidden = state.area !== "files" || !all.every((entry) => entry.kind === "video");
    }
    const rename = host.querySelector("[data-act=rename]");
    if (rename !== null) {
      rename.hidden = one === null || state.area !== "files";
      host.querySelector("[data-act=retain]").hidden = state.area !== "files" || all.every((entry) => entry.retain);
      host.querySelector("[data-act=release]").hidden = state.area !== "files" || !all.some((entry) => entry.retain);
      host.querySelector("[data-act=invalidate]").hidden = state.area !== "files" || !all.every((entry) => entry.kind === "folder");
    }
    const download = $("download");
    download.hidden = one === null || one.kind === "link" || one.kind === "other";
    if (!download.hidden) {
      download.href = base() + one.href + (one.kind === "folder" ? "?zip" : "?download");
    }
  }

  function open(entry) {
    if (entry.kind === "folder") {
      go({ area: state.area, path: entry.path });
    } else {
      view(entry);
    }
  }

  // --- doing

  const act = (what, body = {}) => tell(what, api(what), body, MOST_AT_ONCE);

  const convert = () => tell("convert", base() + "/api/v1/jobs/of-library", { library: state.library }, MOST_TO_MILL);

  /** Does something to what is chosen, so many at a time, and says what became of each. */
  async function tell(what, address, body, atATime) {
    const paths = [...chosen.keys()];
    const all = { done: 0, refused: 0, results: [] };
    workLater(1000);
    try {
      while (paths.length > 0) {
        const said = await send(address, { paths: paths.splice(0, atATime), ...body });
        all.done += said.done;
        all.refused += said.refused;
        all.results.push(...said.results);
        said.results.filter((result) => result.done).forEach((result) => chosen.delete(result.path));
      }
    } catch (failure) {
      all.refused += 1;
      all.results.push({ path: "", done: false, reason: failure.message });
    }
    results(all, what);
    await read(false);
    if (lost()) {
      await goOnAt(last ?? 0);
    }
  }

  function refused(failure) {
    results({ done: 0, refused: 1, results: [{ path: "", done: false, reason: failure.message }] });
  }

  /** @param what the name of what was done, as its button has it */
  function results(said, what = "") {
    const box = element("div", "rm-note " + (said.refused > 0 ? "rm-note-bad" : "rm-note-good"));
    const word = host.querySelector("[data-act='" + what + "']")?.textContent.replace("…", "");
    box.append(element("strong", "", (word ? word + ": " : "") + fill(texts.done, said.done, said.refused)));
    if (said.done > 0 && what === "convert") {
      const jobs = element("a", "", texts.toJobs);
      jobs.href = base() + "/jobs";
      box.append(" ", jobs);
    } else if (said.done > 0 && what === "retain" && !shows()) {
      box.append(" " + texts.hiddenText);
    }
    const close = element("button", "rm-icon-button", "×");
    close.type = "button";
    close.setAttribute("aria-label", texts.close);
    close.addEventListener("click", () => box.remove());
    box.append(close);
    if (said.refused > 0) {
      const list = element("ul", "");
      said.results.filter((result) => !result.done)
        .forEach((result) => list.append(element("li", "", (result.path ? result.path + ": " : "") + result.reason)));
      box.append(list);
    }
    $("results").replaceChildren(box);
  }

  function perform(action) {
    switch (action) {
      case "open":
        open([...chosen.values()][0]);
        break;
      case "all":
        chooseBetween(0, panels.folders.total + panels.files.total - 1);
        break;
      case "none":
        chosen.clear();
        choice();
        break;
      case "convert":
        convert();
        break;
      case "retain":
        $("retainForm").reset();
        reelmillOpen("retainDialog");
        break;
      case "rename":
        rename([...chosen.values()][0]);
        break;
      case "move":
        reelmillOpen("moveDialog");
        $("moveLibrary").value = state.library;
        pick(state.path);
        break;
      default:
        act(action);
    }
  }

  /** What comes after the last dot of a file stays unless one wants another. */
  function rename(entry) {
    $("newName").value = entry.name;
    reelmillOpen("renameDialog");
    const dot = entry.kind === "folder" ? -1 : entry.name.lastIndexOf(".");
    $("newName").setSelectionRange(0, dot > 0 ? dot : entry.name.length);
  }

  /** Shows the folders of a folder to move to, of whichever library. */
  async function pick(path) {
    const library = $("moveLibrary").value;
    target = path;
    $("moveTo").textContent = library + "/" + path;
    $("moveHere").disabled = library === state.library && path === state.path && !state.q;   // it is there already
    const here = $("picker").contains(document.activeElement);
    $("picker").replaceChildren();
    const found = [];
    let total = 1;
    while (found.length < total) {
      const query = new URLSearchParams({ path, panel: "folders", order: "name", offset: found.length, limit: MOST_AT_ONCE });
      const page = await ask(api("entries?" + query, library)).catch(() => ({ items: [], total: 0 }));
      total = page.items.length === 0 ? 0 : page.total;
      found.push(...page.items);
    }
    if (target !== path || $("moveLibrary").value !== library) {
      return;
    }
    const choices = found.filter((entry) => library !== state.library || !chosen.has(entry.path)).map((entry) => [entry.name, entry.path]);
    if (path !== "") {
      choices.unshift([$("up").title, path.split("/").slice(0, -1).join("/")]);
    }
    $("picker").replaceChildren(...choices.map(([name, below], i) => {
      const item = element("li", "");
      const button = element("button", "", name);
      button.type = "button";
      button.prepend(sign(path !== "" && i === 0 ? "up" : "folder"));
      button.addEventListener("click", () => pick(below));
      item.append(button);
      return item;
    }));
    if (here && document.activeElement?.closest("#picker") === null) {
      ($("picker").querySelector("button") ?? $("moveHere")).focus();   // who picks by keyboard goes on in what was opened
    }
  }

  // --- what the library is busy with

  function workLater(pause) {
    clearTimeout(workTimer);
    workTimer = setTimeout(work, pause);
  }

  /** Scans and copies that are under way, as long as there are some. */
  async function work() {
    const address = base() + "/api/v1/library-work/";
    const [scans, transfers] = await Promise.all(["scans", "transfers"]
      .map((what) => ask(address + what, { background: true }).catch(() => ({ items: [] }))));
    const lines = scans.items.map((scan) => {
      const line = element("li", "", fill(scan.library === undefined ? texts.workMedia : scan.running ? texts.workScan : texts.workWaits,
        scan.done, scan.library + "/" + scan.path));
      if ($("rescan") !== null) {
        const button = element("button", "rm-button rm-quiet", texts.workCancel);
        button.type = "button";
        button.addEventListener("click", () => {
          button.disabled = true;
          ask(address + "scans/" + scan.id + "/cancel", { method: "POST" }).catch(refused).finally(() => workLater(0));
        });
        line.append(button);
      }
      return line;
    });
    transfers.items.forEach((transfer) => {
      const line = element("li", "", fill(texts["work" + transfer.kind], reelmillName(transfer.name)));
      if (transfer.copied > 0) {
        const bar = element("progress", "");
        bar.max = Math.max(1, transfer.bytes);
        bar.value = transfer.copied;
        bar.setAttribute("aria-label", transfer.name);
        line.append(bar, element("span", "rm-dim rm-numbers", size(transfer.copied) + " / " + size(transfer.bytes)));
      }
      return lines.push(line);
    });
    $("work").replaceChildren(...lines);
    $("work").hidden = lines.length === 0;
    if (lines.length > 0) {
      workLater(WORK);
    }
  }

  // --- libraries

  /** The page is loaded anew, because the list of libraries came with it. */
  async function define(event) {
    event.preventDefault();
    const name = $("rootName").value.trim();
    const garbage = $("rootGarbage").value.trim();
    try {
      await send(base() + "/api/v1/libraries", { name, folder: $("rootFolder").value.trim(),
        readOnly: $("rootReadOnly").checked, mark: $("rootMark").checked, ...(garbage ? { garbage } : {}) });
      location.assign("?" + new URLSearchParams({ library: name }));
    } catch (failure) {
      $("rootRefused").hidden = false;
      $("rootRefused").textContent = failure.message;
    }
  }

  async function forget(name) {
    try {
      await ask(base() + "/api/v1/libraries/" + encodeURIComponent(name), { method: "DELETE" });
      location.assign(location.pathname);
    } catch (failure) {
      $("roots").close();
      refused(failure);
    }
  }

  // --- viewer

  const SHOWN = {
    video: /\.(mp4|m4v|mov|webm|ogv|ogg|mpg|mpeg|mkv)$/i,
    audio: /\.(mp3|wav|ogg|oga|flac|m4a|aac)$/i,
    image: /\.(png|jpe?g|gif|svg|jfif|bmp|webp|avif)$/i,
  };

  function view(entry) {
    const dialog = $("viewer");
    const place = dialog.querySelector(".rm-view");
    const address = base() + entry.href;
    dialog.dataset.path = entry.path;
    $("viewerTitle").textContent = reelmillName(entry.name);
    place.replaceChildren();
    if (entry.size === 0) {
      place.append(element("p", "rm-dim", texts.emptyFile));
    } else if (entry.kind === "text") {
      readText(address, place);
    } else if (SHOWN[entry.kind]?.test(entry.name)) {
      const shown = document.createElement(entry.kind === "image" ? "img" : entry.kind);
      shown.src = address;
      if (entry.kind === "image") {
        shown.alt = entry.name;
      } else {
        shown.controls = true;
        shown.autoplay = true;
        shown.setAttribute("aria-label", entry.name);
      }
      shown.addEventListener("error", () => showStill(place, entry));
      if (entry.kind === "video") {
        const player = element("div", "rm-player");
        if (entry.width) {
          shown.style.aspectRatio = entry.width + " / " + entry.height;   // its place before it is loaded
        }
        player.append(shown);
        place.append(player);
        scrubFor(shown, entry);
      } else {
        place.append(shown);
      }
    } else {
      showStill(place, entry);
    }
    const known = [[texts.size, size(entry.size)], [texts.pixels, entry.width ? entry.width + "×" + entry.height : ""],
      [texts.codec, entry.codec], [texts.length, entry.seconds ? duration(entry.seconds) : ""],
      [texts.kept, entry.retain ? [retention(entry), entry.retainReason ?? ""].filter((part) => part !== "").join(" · ") : ""],
      [texts.taken, entry.taken ? clock.format(new Date(entry.taken)) : ""], [texts.modified, clock.format(new Date(entry.modified))]];
    dialog.querySelector(".rm-facts").replaceChildren(...known.filter(([, value]) => value).map(([name, value]) => {
      const fact = element("div", "");
      fact.append(element("dt", "", name), element("dd", "", value));
      return fact;
    }));
    dialog.querySelector("a").href = address + "?download";
    const steps = [...dialog.querySelectorAll("[data-step]")];
    const focused = document.activeElement;
    steps.forEach((button) => { button.disabled = neighbour(entry.path, Number(button.dataset.step)) === null; });
    if (!dialog.open) {
      reelmillOpen("viewer");
    } else if (focused?.disabled) {
      (steps.find((button) => !button.disabled) ?? dialog.querySelector(".rm-close")).focus();   // the arrow keys go on
    }
  }

  /** The arrow keys show what comes before and after, where nothing in the dialog needs them. */
  function onViewerKey(event) {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by !== undefined && !event.altKey && !event.ctrlKey && !event.metaKey && event.target.closest("video, audio, input, pre") === null) {
      event.preventDefault();
      step(by);
    }
  }

  /** Who has looked through several files goes on at the last one. */
  function viewed() {
    const dialog = $("viewer");
    dialog.querySelector(".rm-view").replaceChildren();
    const row = rows().find((it) => it.dataset.path === dialog.dataset.path);
    if (row !== undefined && !chosen.has(row.dataset.path)) {
      choose(row);
    }
  }

  async function previewOf(entry) {
    const query = new URLSearchParams({ area: state.area, path: entry.path });
    const said = await ask(base() + "/api/v1/previews/library/" + encodeURIComponent(state.library) + "?" + query, { background: true });
    return said.items[0];
  }

  async function scrubFor(player, entry) {
    const preview = await previewOf(entry).catch(() => undefined);
    if (preview?.tiles && player.isConnected) {
      await reelmillPreviews.scrub(player, base() + preview.tiles, texts.scrub);
    }
  }

  /** What the browser cannot show the mill may have a picture of. */
  async function showStill(place, entry) {
    const known = entry.kind in SHOWN;
    place.replaceChildren(element("p", "rm-dim", known ? texts.cannotShow : texts.noPreview));
    const preview = entry.kind === "image" || entry.kind === "video" ? await previewOf(entry).catch(() => undefined) : undefined;
    if (preview?.poster && $("viewer").dataset.path === entry.path) {
      const image = element("img", "");
      image.alt = entry.name;
      image.src = base() + preview.poster;
      place.replaceChildren(image, ...(entry.kind === "video" ? [element("p", "", texts.cannotPlay)] : []));
    }
  }

  /** The place of the file before or after one that is near the window; null when there is none. */
  function neighbour(path, step) {
    for (let at = panels.files.first; at <= panels.files.last; at++) {
      if (panels.files.entry(at)?.path === path) {
        return at + step >= 0 && at + step < panels.files.total ? at + step : null;
      }
    }
    return null;
  }

  /** Shows the file before or after the one that is shown; the list goes along. Folders, which a search finds, are passed over. */
  async function step(by) {
    let at = neighbour($("viewer").dataset.path, by);
    while (at !== null && at >= 0 && at < panels.files.total) {
      const row = await panels.files.bring(at);
      const entry = row === null ? undefined : entryOf(row);
      if (entry === undefined || entry.kind !== "folder") {
        if (entry !== undefined) {
          row.scrollIntoView({ block: "nearest" });
          renderAll();
          view(entry);
        }
        return;
      }
      at += by;
    }
  }

  async function readText(address, place) {
    const answer = await reelmillFetch(address, { headers: { Accept: "text/plain", Range: "bytes=0-" + (TEXT_SHOWN - 1) } });
    const text = new TextDecoder().decode(await answer.arrayBuffer());
    const shown = element("pre", "", answer.ok ? text : texts.noPreview);
    shown.tabIndex = 0;
    place.replaceChildren(shown);
    const whole = Number((answer.headers.get("Content-Range") ?? "/0").split("/")[1]);
    if (whole > TEXT_SHOWN) {
      place.append(element("p", "rm-dim", texts.cut));
    }
  }

  // --- hands and keys

  /**
   * The second click of a double click belongs to what the first one was for, whatever has come below the pointer meanwhile: the
   * row of buttons, or another folder.
   */
  function onDoubleClick(event) {
    if (event.detail < 2 || clicked === null) {
      clicked = null;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    const entry = clicked.entry;
    clicked.entry = null;
    if (entry !== null) {
      open(entry);
    }
  }

  function onClick(event) {
    const row = event.target.closest("[role=option]");
    if (row !== null) {
      const path = row.dataset.path;
      if (event.target.closest(".rm-tick") || event.ctrlKey || event.metaKey) {
        choose(row, { add: true });
      } else if (event.shiftKey) {
        choose(row, { range: true });
      } else if (chosen.size === 1 && chosen.has(path)) {
        clicked = { entry: null };
        open(entryOf(row));   // S0.15: the second click
      } else {
        clicked = { entry: entryOf(row) };
        choose(row);
      }
    }
    const button = event.target.closest("[data-act]");
    if (button !== null) {
      perform(button.dataset.act);
    }
  }

  /** The row at a place of both lists, or at their end; null when they are empty. */
  async function bring(place) {
    const at = Math.max(0, Math.min(panels.folders.total + panels.files.total - 1, place));
    const panel = at < panels.folders.total ? panels.folders : panels.files;
    return panel.total === 0 ? null : panel.bring(at - placeOf(panel, 0));
  }

  async function goTo(place, range) {
    const row = await bring(place);
    if (row !== null) {
      choose(row, { range });
    }
  }

  function onKey(event) {
    const list = event.target.closest("[role=listbox]");
    if (list === null) {
      return;
    }
    const panel = panelOf(list);
    const row = event.target.closest("[role=option]");
    const at = row === null ? panel.at : Number(row.dataset.at);
    const columns = panel.columns();
    const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns, Home: -Infinity, End: Infinity };
    if (event.key in steps) {
      goTo(placeOf(panel, at) + steps[event.key], event.shiftKey);
    } else if (event.key === "Enter" && row !== null) {
      open(entryOf(row));
    } else if (event.key === " " && row !== null) {
      choose(row, { add: true });
    } else if (event.key === "Backspace") {
      up();
    } else if (event.key === "Delete") {
      host.querySelector(state.area === "files" ? "[data-act=remove]" : "[data-act=delete]")?.click();
    } else if (event.key === "F2" && chosen.size === 1) {
      host.querySelector("[data-act=rename]")?.click();
    } else if (event.key === "Escape") {
      perform("none");
    } else if (event.key === "a" && (event.ctrlKey || event.metaKey)) {
      perform("all");
    } else {
      return;
    }
    event.preventDefault();
  }

  function up() {
    if (state.q) {
      go({ area: state.area, path: state.path });
    } else if (state.path) {
      go({ area: state.area, path: state.path.split("/").slice(0, -1).join("/") });
    } else if (state.area === "garbage") {
      home();
    }
  }

  /** S0.30: back to the folder that was left. */
  function home() {
    go({ path: before });
  }

  /** S0.14: what begins with a slash is a folder, everything else is looked for below this one. */
  function address() {
    const text = $("address").value.trim();
    $("address").blur();   // who types is not disturbed by news, who has typed is
    const filters = searchFilters();
    const path = text.split("/").filter((name) => name !== "").join("/");
    // filters are for what is below the folder that is shown; another one is gone to
    if (text.startsWith("/") && (path !== state.path || Object.keys(filters).length === 0)) {
      if (path === state.path && !state.q) {
        read(true);
      } else {
        go({ area: state.area, path });
      }
    } else if (text !== "" || Object.keys(filters).length > 0) {
      go({ area: state.area, path: state.path, q: text === "" || text.startsWith("/") ? "*" : text, filters });
    }
  }

  function searchFilters() {
    const filters = {};
    const put = (name, value) => {
      if (value !== "" && !$("filters").hidden) {
        filters[name] = value;
      }
    };
    const times = (id, factor) => $(id).value === "" ? "" : String(Math.round(Number($(id).value) * factor));
    put("kind", $("kind").value);
    put("leastSize", times("leastSize", 1 << 20));
    put("mostSize", times("mostSize", 1 << 20));
    put("codec", $("codec").value.trim());
    put("leastSeconds", times("leastMinutes", 60));
    put("mostSeconds", times("mostMinutes", 60));
    ["leastHeight", "takenFrom", "takenUntil"].forEach((name) => put(name, $(name).value));
    return filters;
  }

  function press(button, kept) {
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(on));
    localStorage.setItem("rm-library-" + kept, String(on));
    return on;
  }

  function setLayout(list) {
    host.dataset.layout = list ? "list" : "grid";
    $("layout").setAttribute("aria-pressed", String(list));
    renderAll();
  }

  // --- live

  function later() {
    if (refreshTimer !== null) {
      return;
    }
    refreshTimer = setTimeout(() => {
      refreshTimer = null;
      reelmillLive.whenFree("library", () => read(false));
    }, Math.max(0, readAt + REFRESH - Date.now()) + Math.random() * 500);
  }

  function start() {
    host = $("library");
    if (host === null) {
      return;
    }
    texts = JSON.parse(host.dataset.texts);
    panels.folders = new Panel("folders");
    panels.files = new Panel("files");
    $("rootsLabel").hidden = $("root").options.length < 2;
    setLayout(localStorage.getItem("rm-library-list") === "true");
    $("eye").setAttribute("aria-pressed", localStorage.getItem("rm-library-eye") ?? "false");
    host.addEventListener("click", onDoubleClick, true);
    host.addEventListener("click", onClick);
    host.addEventListener("keydown", onKey);
    ["pointerover", "focusin"].forEach((name) => host.addEventListener(name, (event) => play(event.target.closest("[role=option]"))));
    ["pointerleave", "focusout"].forEach((name) => host.addEventListener(name, () => play(null)));
    addEventListener("popstate", show);
    let drawing = null;
    ["scroll", "resize"].forEach((name) => addEventListener(name, () => {
      drawing ??= requestAnimationFrame(() => {
        drawing = null;
        renderAll();
      });
    }, { passive: true }));
    $("moveLibrary").addEventListener("change", () => pick(""));
    $("moveLibraryField").hidden = $("root").options.length < 2;
    $("root").addEventListener("change", () => { before = ""; go({ library: $("root").value }); });
    $("up").addEventListener("click", up);
    $("go").addEventListener("click", address);
    [$("address"), $("filters")].forEach((it) => it.addEventListener("keydown", (event) => {
      if (event.key === "Enter") {
        address();
      }
    }));
    $("filter").addEventListener("click", () => {
      $("filters").hidden = !$("filters").hidden;
      $("filter").setAttribute("aria-expanded", String(!$("filters").hidden));
    });
    $("order").addEventListener("change", () => read(true));
    $("layout").addEventListener("click", () => setLayout(press($("layout"), "list")));
    $("eye").addEventListener("click", () => { press($("eye"), "eye"); read(true); });
    $("trash").addEventListener("click", () => {
      if (state.area === "garbage") {
        home();
      } else {
        before = state.path;
        go({ area: "garbage" });
      }
    });
    $("rescan")?.addEventListener("click", async () => {
      await post("scan", { paths: [state.path] }).then(results, refused);
      read(false);
    });
    $("accept")?.addEventListener("click", async () => {
      await ask(api("accept-loss"), { method: "POST" }).catch(refused);
      read(false);
    });
    $("manage")?.addEventListener("click", () => reelmillOpen("roots"));
    $("rootForm")?.addEventListener("submit", define);
    document.querySelectorAll("[data-forget]").forEach((button) => button.addEventListener("click", () => forget(button.dataset.forget)));
    $("renameForm").addEventListener("submit", (event) => {
      event.preventDefault();
      $("renameDialog").close();
      act("rename", { name: $("newName").value });
    });
    $("retainForm").addEventListener("submit", (event) => {
      event.preventDefault();
      $("retainDialog").close();
      const until = $("until").value;
      act("retain", { ...($("reason").value ? { reason: $("reason").value } : {}),
        ...(until ? { until: new Date(until + "T23:59:59").toISOString() } : {}) });
    });
    $("moveHere").addEventListener("click", () => {
      $("moveDialog").close();
      act("move", { destination: target, library: $("moveLibrary").value });
    });
    $("viewer").addEventListener("close", viewed);
    $("viewer").addEventListener("keydown", onViewerKey);
    $("viewer").addEventListener("click", (event) => {
      const button = event.target.closest("[data-step]");
      if (button !== null) {
        step(Number(button.dataset.step));
      }
    });
    document.addEventListener("reelmill:news", ({ detail: { topic, news } }) => {
      if (topic === "library" && news.changed.includes(state.library)) {
        later();
      }
      if (topic === "previews" && news.changed.includes(state.library)) {
        askAgain();
      }
    });
    document.addEventListener("reelmill:look", () => {
      askAgain();
      if (Date.now() - readAt > REFRESH) {
        later();
      }
    });
    show();
  }

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();
