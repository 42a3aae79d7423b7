// Tells a page what happens, and whether it is told. A page with <rm:live topics="…"/> gets, on its document:
//   reelmill:news  detail = { topic, news }, about two seconds after a change at the latest;
//   reelmill:look  when it should read everything it shows anew: after a gap, and from time to time, because changes that
//                  somebody made by SQL are told to nobody.
// What a page does with them it does by reelmillLive.whenFree(…): never under the hands of somebody who types, has a dialog
// open or has selected text.
"use strict";

(() => {
  const STEP = 5000;      // S0.26: 5 to 30 seconds
  const MOST = 30000;
  const SILENCE = 20000;  // the server beats every 5 seconds
  const SIGNED_OUT = 4401;
  const POLICY = 1008;    // the server's own word for a session that has ended

  let place;
  let socket = null;
  let heard = 0;
  let pause = 0;
  let lookTimer = null;
  let lookPause = STEP;
  let leaving = false;
  const waiting = [];

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
    const dialog = [...document.querySelectorAll("dialog[open], .ui-dialog, .ui-overlaypanel, .ui-menu-overlay")]
      .some((element) => !element.matches("[data-live]") && element.getClientRects().length > 0);
    return edits || selects || dialog;
  }

  function flush() {
    while (waiting.length > 0 && !isBusy()) {
      const next = [...waiting.shift().values()];
      next.forEach((work) => work());
    }
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

    /** Where the application is; most often nothing, and then the attribute is not there. */
    root: () => document.querySelector(".rm-live").dataset.root ?? "",
  };

  function start() {
    place = document.querySelector(".rm-live");
    if (place === null) {
      return;
    }
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
