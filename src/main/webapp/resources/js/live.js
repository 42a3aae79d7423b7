// Tells a page what happens, and whether it is told. A page with <rm:live topics="…"/> gets, on its document:
//   reelmill:news  detail = { topic, news }, about two seconds after a change at the latest;
//   reelmill:look  when it should read everything it shows anew: after a gap, and from time to time, because changes that
//                  somebody made by SQL are told to nobody.
// A part of a page with data-watch="topic" data-reread="name of its p:remoteCommand" is read anew when there are news of the topic
// whose mark is not its data-mark, and at each look: one with a mark only while the channel is down, because each beat brings it.
// What a page does with them it does by reelmillLive.whenFree(…): never under the hands of somebody who types, has a dialog
// open or has selected text.
"use strict";

(() => {
  const STEP = 5000;      // S0.26: 5 to 30 seconds
  const MOST = 30000;
  const SILENCE = 20000;  // the server beats every 5 seconds
  const REREAD = 1000;    // a part of a page is read anew at most this often
  const LIST = 5000;      // and a list for new rows
  const SIGNED_OUT = 4401;
  const POLICY = 1008;    // the server's own word for a session that has ended

  let place;
  let socket = null;
  let heard = 0;
  let pause = 0;
  let lookTimer = null;
  let lookPause = STEP;
  let leaving = false;
  let pressed = false;    // a button of the mouse, or a finger: what is under it must be there when it is let go
  const waiting = [];
  const rereads = new Map();   // by name: when it was asked for last, and the timer of the next time

  const number = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");

  /** state: on, off or out. */
  function show(state) {
    if (place.dataset.state !== state) {
      place.dataset.state = state;
      place.querySelector(".rm-live-text").textContent = place.dataset[state];
      place.querySelector("a").hidden = state !== "out";
    }
  }

  function connect() {
    if (leaving || place.dataset.state === "out") {
      return;
    }
    const base = new URL(place.dataset.path, location.href);
    base.protocol = base.protocol.replace("http", "ws");
    base.searchParams.set("topics", place.dataset.topics);
    base.searchParams.set("number", number());
    const mine = new WebSocket(base);
    socket = mine;
    heard = Date.now();
    mine.addEventListener("message", (message) => {
      if (mine !== socket) {
        return;
      }
      heard = Date.now();
      const said = JSON.parse(message.data);
      if (said.topic === "beat") {
        welcome();
      } else {
        lookPause = STEP;
        document.dispatchEvent(new CustomEvent("reelmill:news", { detail: said }));
      }
    });
    mine.addEventListener("close", (event) => {
      if (mine === socket) {
        lost(event.code);
      }
    });
  }

  /** The first word of the server: from now on nothing is missed, but something may have happened before. */
  function welcome() {
    pause = 0;
    if (place.dataset.state !== "on" || place.dataset.again) {
      delete place.dataset.again;
      show("on");
      look();
    }
  }

  function lost(code) {
    socket = null;
    if (code === SIGNED_OUT) {
      show("out");
      clearTimeout(lookTimer);
      return;
    }
    if (code === POLICY) {
      look();   // who is not signed in any more finds out at once
    }
    // a server ends each channel after some minutes: a new one at once, and no word of it unless that fails
    place.dataset.again = "true";
    if (pause > 0) {
      show("off");
      schedule();
    }
    setTimeout(connect, pause + (pause > 0 ? Math.random() * 1000 : 0));
    pause = Math.min(pause === 0 ? 1000 : pause * 2, MOST);
  }

  function watchSilence() {
    if (socket !== null && Date.now() - heard > SILENCE) {
      const dead = socket;
      socket = null;
      dead.close();
      pause = Math.max(pause, 1000);
      lost(0);
    }
  }

  function look() {
    clearTimeout(lookTimer);
    document.dispatchEvent(new CustomEvent("reelmill:look"));
    schedule();
  }

  /** Slowly while the server tells us what happens; without it first soon, then ever more seldom. */
  function schedule() {
    clearTimeout(lookTimer);
    if (place.dataset.state === "out") {
      return;
    }
    if (place.dataset.state === "on") {
      lookPause = MOST;
    }
    lookTimer = setTimeout(() => {
      look();
    }, lookPause + Math.random() * 1000);
    lookPause = place.dataset.state === "on" ? MOST : Math.min(lookPause + STEP, MOST);
  }

  function isBusy() {
    const active = document.activeElement;
    const edits = active !== null && active.matches("input:not([type=checkbox]):not([type=radio]):not([type=submit]), textarea, select");
    const selection = getSelection();
    const selects = selection !== null && !selection.isCollapsed && selection.toString() !== "";
    const dialog = document.querySelector("dialog[open]:not([data-live])") !== null;
    return edits || selects || dialog || pressed;
  }

  function flush() {
    while (waiting.length > 0 && !isBusy()) {
      const next = [...waiting.shift().values()];
      next.forEach((work) => work());
    }
  }

  /** Reads the watched parts of the page anew, those of a topic or all. A part that is on its way is not asked for twice. */
  function reread(topic, mark) {
    document.querySelectorAll("[data-watch]").forEach((part) => {
      const meant = topic === null ? part.dataset.mark === undefined || place.dataset.state !== "on"
        : part.dataset.watch === topic && (mark === undefined || mark !== part.dataset.mark);
      if (!meant) {
        return;
      }
      const name = part.dataset.reread;
      if (rereads.get(name)?.timer === undefined) {
        const last = rereads.get(name)?.last ?? 0;
        const timer = setTimeout(() => {
          rereads.set(name, { last: Date.now() });
          window.reelmillLive.whenFree(name, () => window[name]());
        }, Math.max(0, last + REREAD - Date.now()));
        rereads.set(name, { last, timer });
      }
    });
  }

  window.reelmillLive = {
    /** Does something as soon as it disturbs nobody; of works with the same key only the last one, unless it is null. */
    whenFree(key, work) {
      if (waiting.length === 0 && !isBusy()) {
        work();
        return;
      }
      if (waiting.length === 0) {
        waiting.push(new Map());
      }
      const works = waiting[0];
      const name = key === null ? Symbol("work") : key;
      works.delete(name);
      works.set(name, work);
    },

    /** Reads JSON of the API for the page itself: no sign of a person. Rejects when it cannot be had. */
    async read(path) {
      const answer = await reelmillFetch(this.root() + path, { background: true });
      if (answer.status === 401) {
        show("out");
      }
      if (!answer.ok) {
        throw new Error(path + ": " + answer.status);
      }
      return answer.json();
    },

    /** Shows a time, or that there is none, unless it is shown already. @param iso in UTC, or undefined */
    time(element, iso) {
      const shown = element.querySelector("time");
      if (iso === undefined ? shown === null : shown !== null && Date.parse(shown.dateTime) === Date.parse(iso)) {
        return;
      }
      if (iso === undefined) {
        element.textContent = "–";
        return;
      }
      const made = document.createElement("time");
      made.dateTime = iso;
      made.textContent = iso;
      element.replaceChildren(made);   // reelmill.js puts it into the visitor's time zone
    },

    /**
     * Minds a list to which new rows come: while nobody is at it, it is read anew by itself; else a button offers them.
     * read: reads it anew; isKept: whether it must stay as it is now. Returns what to call with the keys of new rows.
     */
    newRows({ list, button, read, isKept = () => false }) {
      let fresh = new Set();
      let last = 0;
      let timer = null;
      const now = () => {
        last = Date.now();
        fresh = new Set();
        button.hidden = true;
        read();
      };
      const consider = () => {
        timer = null;
        const place = document.getElementById(list);
        const away = !place.matches(":hover") && !place.contains(document.activeElement) && !isKept() && scrollY < 50;
        if (fresh.size > 0 && away) {
          this.whenFree("list", now);
        }
      };
      button.addEventListener("click", now);
      return (keys) => {
        keys.forEach((key) => fresh.add(key));
        if (fresh.size > 0) {
          button.textContent = button.dataset.text.replace("{0}", fresh.size);
          button.hidden = false;
          timer ??= setTimeout(consider, Math.max(0, last + LIST - Date.now()) + Math.random() * 500);
        }
      };
    },

    /** Where the application is; most often nothing, and then the attribute is not there. */
    root: () => document.querySelector(".rm-live").dataset.root ?? "",
  };

  /** Whoever had the focus in a part that was read anew finds it where he left it, with what he had typed by then. */
  function keepFocus() {
    let last = null;
    let typed = null;
    const alike = (element) => ["href", "aria-label", "name"].every((name) => element.getAttribute(name) === last.getAttribute(name))
      && element.textContent === last.textContent;
    document.addEventListener("focusin", (event) => { last = event.target; });
    document.addEventListener("input", (event) => { typed = event.target; });
    // sent or given up; not by "change", which Chromium fires as well when a field is taken away
    document.addEventListener("click", (event) => { typed = event.target.closest("button, a") === null ? typed : null; }, true);
    document.addEventListener("keydown", (event) => { typed = event.key === "Enter" ? null : typed; }, true);
    new MutationObserver(() => {
      if (typed !== null && !typed.isConnected) {
        const text = typed.value;
        typed = document.getElementById(typed.id);
        if (typed !== null) {
          typed.value = text;
        }
      }
      if (last !== null && !last.isConnected && document.activeElement === document.body) {
        const again = last.id !== "" ? document.getElementById(last.id)
          : [...document.getElementsByTagName(last.tagName)].find(alike);
        last = null;
        again?.focus({ preventScroll: true });
      }
    }).observe(document.body, { childList: true, subtree: true });
  }

  function start() {
    place = document.querySelector(".rm-live");
    if (place === null) {
      return;
    }
    keepFocus();
    addEventListener("pointerdown", () => { pressed = true; }, true);
    ["pointerup", "pointercancel", "blur"].forEach((name) => addEventListener(name, () => { pressed = false; }, true));
    document.addEventListener("reelmill:news", ({ detail: { topic, news } }) => reread(topic, news.mark));
    document.addEventListener("reelmill:look", () => reread(null));
    connect();
    schedule();
    setInterval(watchSilence, 2000);
    setInterval(flush, 300);
    addEventListener("pagehide", () => { leaving = true; });
    addEventListener("pageshow", (event) => {
      if (event.persisted) {
        leaving = false;
        connect();
      }
    });
  }

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();
