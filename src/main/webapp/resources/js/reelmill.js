// Small helps for the pages. Reading works without them, and signing in.
"use strict";

(() => {
  const PATIENCE = 400;   // milliseconds
  const USUAL_ROWS = "25";
  const clock = new Intl.DateTimeFormat(document.documentElement.lang || undefined, { dateStyle: "medium", timeStyle: "medium" });

  /** Shows times in the visitor's own time zone; the page carries them in UTC. */
  function localise() {
    document.querySelectorAll("time[datetime]:not([data-local])").forEach((element) => {
      element.title = element.textContent.trim();
      element.textContent = clock.format(new Date(element.dateTime));
      element.dataset.local = "true";
    });
  }

  /** A form with data-needs-all can be sent when all its fields are filled. */
  function guard(form) {
    const button = form.querySelector("[type=submit]");
    const fields = form.querySelectorAll("input:not([type=hidden]):not([type=submit])");
    const filled = (field) => field.value.trim() !== "" || field.matches(":autofill");
    const update = () => { button.disabled = ![...fields].every(filled); };
    form.addEventListener("input", update);
    form.addEventListener("change", update);
    // password managers fill without telling anybody
    form.addEventListener("animationstart", update);
    update();
  }

  function open(dialog) {
    dialog.showModal();
    dialog.querySelectorAll("form").forEach((form) => form.dispatchEvent(new Event("change")));
  }

  /** Buttons and links that open or close a dialog of the page, also in parts that came later. */
  function onClick(event) {
    const opener = event.target.closest("[data-dialog]");
    const closer = event.target.closest("[data-close]");
    const theme = event.target.closest("[data-theme-switch]");
    if (opener) {
      event.preventDefault();
      open(document.getElementById(opener.dataset.dialog));
    } else if (closer) {
      document.getElementById(closer.dataset.close).close();
    } else if (theme) {
      switchTheme(theme.dataset.themeSwitch);
    }
  }

  /** Light becomes dark and dark light; the account remembers. */
  function switchTheme(path) {
    const root = document.documentElement;
    const now = root.dataset.theme;
    const dark = now === "dark" || now !== "light" && matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    window.reelmillFetch(path, {
      method: "PUT",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ theme: dark ? "LIGHT" : "DARK" }),
      keepalive: true,   // who goes to another page at once finds it remembered
    });
  }

  /** What has data-confirm is clicked only after a yes. */
  let confirmed = null;

  /**
   * The same button in a part that was read anew while the question was open; null, with a word, when there is none.
   * text: what it said then, because PrimeFaces empties what it removes.
   */
  function again(asked, text) {
    const same = (button) => ["aria-label", "data-confirm", "data-confirm-text"]
      .every((name) => button.getAttribute(name) === asked.getAttribute(name)) && button.textContent === text;
    const found = [...document.querySelectorAll("[data-confirm]")].find(same) ?? null;
    if (found === null) {
      tell(document.body.dataset.changed);
    }
    return found;
  }

  function confirmFirst(event) {
    const asked = event.target.closest("[data-confirm]");
    if (!asked || asked === confirmed) {
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    const text = asked.textContent;
    const dialog = document.getElementById("confirmation");
    dialog.querySelector("#confirmationTitle").textContent = asked.dataset.confirm;
    dialog.querySelector("#confirmationText").textContent = asked.dataset.confirmText || "";
    dialog.onclick = (answer) => {
      const word = answer.target.dataset.answer;
      if (word) {
        dialog.close();
      }
      if (word === "yes") {
        confirmed = asked.isConnected ? asked : again(asked, text);
        confirmed?.click();
        confirmed = null;
      }
    };
    dialog.showModal();
  }

  /** What was typed on this page, until it is left in order; never a password. */
  const typedKey = `rm-typed:${location.pathname}`;

  function remember(event) {
    const field = event.target;
    if (field.name && !field.disabled && !field.dataset.tick && !["hidden", "password", "file"].includes(field.type)) {
      const typed = typedNow();
      typed[field.name] = field.type === "checkbox" ? field.checked : field.value;
      sessionStorage.setItem(typedKey, JSON.stringify(typed));
    }
  }

  /** Which button had the server fill a dialog: without that, what was typed would be saved to something else. */
  const openerKey = `rm-opener:${location.pathname}`;
  let clicked = null;
  let later = [];   // what is filled in as soon as that button has opened its dialog again

  function word(button) {
    return button.getAttribute("aria-label") || button.id;
  }

  const called = (name) => document.getElementsByName(name)[0];
  const typedNow = () => JSON.parse(sessionStorage.getItem(typedKey) || "{}");

  function fill([name, value]) {
    const field = called(name);
    if (field && field.type === "checkbox") {
      field.checked = value;
    } else if (field) {
      field.value = value;
      const dialog = field.closest("dialog");
      if (dialog && !dialog.open) {
        open(dialog);
      }
    }
  }

  /** What must be clicked before this field can be filled in, as a person did; undefined when nothing must, null when it is gone. */
  function wayTo(field, opener) {
    if (opener !== null && field?.closest("dialog")?.id === opener.dialog) {
      return [...document.querySelectorAll("button")].find((one) => word(one) === opener.button) ?? null;
    }
    return field?.disabled ? document.getElementById(field.closest("[data-unlock]")?.dataset.unlock) : undefined;
  }

  /** Fills in what was typed when the page came anew because it, or the session, had ended; else forgets it. */
  function bringBack() {
    if (new URLSearchParams(location.search).has("ended")) {
      sessionStorage.setItem("rm-ended", "true");
      return;
    }
    if (isRenewed() || sessionStorage.getItem("rm-ended")) {
      const typed = Object.entries(typedNow());
      const opener = JSON.parse(sessionStorage.getItem(openerKey) || "null");
      const ways = new Map(typed.map(([name]) => [name, wayTo(called(name), opener)]));
      typed.filter(([name]) => ways.get(name) === undefined).forEach(fill);
      later = typed.filter(([name]) => ways.get(name) !== undefined);
      if (later.length > 0) {
        const way = ways.get(later[0][0]);
        if (way) {
          way.click();
        } else {
          tell(document.body.dataset.changed);
        }
      }
      sessionStorage.removeItem("rm-ended");
    } else {
      forget(() => true);
      sessionStorage.removeItem(openerKey);
    }
    document.addEventListener("change", remember);
    document.addEventListener("input", remember);
  }

  /**
   * Whether the page came anew because it had been open for too long. The server remembers that for whatever page is asked for next;
   * it may have been the late question of a page that somebody had left already, and then it is not meant for this one.
   */
  function isRenewed() {
    const asked = sessionStorage.getItem("rm-asked") !== null;
    sessionStorage.removeItem("rm-asked");
    const renewed = asked && document.body.dataset.renewed === "true";
    document.querySelectorAll(".rm-renewed").forEach((hint) => { hint.hidden = !renewed; });
    return renewed;
  }

  /** Remembers that the page that comes next was asked for by this one. */
  function noteWhatIsAsked() {
    const note = () => sessionStorage.setItem("rm-asked", "true");
    document.addEventListener("submit", note);
    const processor = window.PrimeFaces?.ajax.ResponseProcessor;   // without an event of its own for that
    if (processor) {
      const redirect = processor.doRedirect;
      processor.doRedirect = (to) => {
        note();
        redirect(to);
      };
    }
  }

  /** which: of a field, by its name */
  function forget(which) {
    const kept = Object.entries(typedNow()).filter(([name]) => !which(name));
    if (kept.length > 0) {
      sessionStorage.setItem(typedKey, JSON.stringify(Object.fromEntries(kept)));
    } else {
      sessionStorage.removeItem(typedKey);
    }
  }

  function tell(text) {
    const place = document.querySelector(".rm-messages-place");
    const list = document.createElement("ul");
    list.className = "rm-messages";
    list.append(Object.assign(document.createElement("li"), { className: "rm-error", textContent: text }));
    place.append(list);
  }

  /** What was refused is said in the dialog that asked for it as well: what stands behind it is not read. */
  function sayInDialog() {
    document.querySelectorAll("dialog .rm-messages-near").forEach((old) => old.remove());
    const dialog = document.querySelector("dialog[open]");
    const said = document.querySelector(".rm-messages-place .rm-error");
    if (dialog && said) {
      const near = Object.assign(document.createElement("p"), { className: "rm-note rm-note-bad rm-messages-near", textContent: said.textContent });
      near.setAttribute("role", "alert");
      dialog.querySelector("h2").after(near);
    }
  }

  /** Filters (data-query) and, of a list in data-place, page and order stand in the address: it can be kept, and Back leads to it. */
  function keepAddress() {
    const address = new URL(location.href);
    const keep = (name, value) => value === "" ? address.searchParams.delete(name) : address.searchParams.set(name, value);
    document.querySelectorAll("[data-query]").forEach((field) => keep(field.dataset.query, field.value.trim()));
    const list = document.querySelector("[data-place] .ui-datatable");
    if (list !== null) {
      const sorted = list.querySelector("th[aria-sort=ascending], th[aria-sort=descending]");
      const page = list.querySelector(".ui-paginator-page.ui-state-active")?.textContent ?? "1";
      const rows = list.querySelector(".ui-paginator-rpp-options")?.value ?? USUAL_ROWS;
      keep("sort", sorted === null ? "" : sorted.id.split(":").pop());
      keep("order", sorted?.getAttribute("aria-sort") === "descending" ? "descending" : "");
      keep("page", page === "1" ? "" : page);
      keep("rows", rows === USUAL_ROWS ? "" : rows);
    }
    if (address.href !== location.href) {
      history.replaceState(history.state, "", address);
    }
  }

  /** PrimeFaces' list of orders, for phones, says the first of them when there is none. */
  function sayUnsorted() {
    document.querySelectorAll("select.ui-reflow-dropdown").forEach((select) => {
      if (select.closest(".ui-datatable").querySelector("th[aria-sort=ascending], th[aria-sort=descending]") === null
          && select.querySelector("option[hidden]") === null) {
        const none = new Option("–", "", true, true);
        none.hidden = true;
        none.disabled = true;
        select.prepend(none);
      }
    });
  }

  /** Escape closes suggestions, and only when there are none the dialog that they stand in. */
  function onEscape(event) {
    const panel = event.key === "Escape" && event.target.closest("dialog")?.querySelector(".ui-autocomplete-panel");
    if (panel && panel.checkVisibility()) {
      event.preventDefault();
    }
  }

  /** Shows that something goes on, when it takes so long that somebody wonders. Background updates show nothing. */
  function minding() {
    const main = document.getElementById("main");
    let requests = 0;
    let timer = null;
    return {
      begin() {
        requests++;
        timer ??= setTimeout(() => main.setAttribute("aria-busy", "true"), PATIENCE);
      },
      end() {
        requests = Math.max(0, requests - 1);
        if (requests === 0) {
          clearTimeout(timer);
          timer = null;
          main.removeAttribute("aria-busy");
        }
      },
    };
  }

  function start() {
    document.addEventListener("click", (event) => { clicked = event.target.closest("button") ?? clicked; }, true);
    bringBack();
    noteWhatIsAsked();
    if (window.jQuery) {
      const mind = minding();
      window.jQuery(document).on("pfAjaxError", () => tell(document.body.dataset.failed)).on("pfAjaxSend", mind.begin).on("pfAjaxComplete", mind.end).on("pfAjaxComplete", sayInDialog);
      // PrimeFaces puts a list in order only behind this
      window.jQuery(document).on("pfAjaxComplete", () => setTimeout(() => {
        keepAddress();
        sayUnsorted();
      }));
      // and makes the lists of orders only when the page is there
      window.addEventListener("load", () => setTimeout(sayUnsorted));
    }
    localise();
    new MutationObserver(localise).observe(document.body, { childList: true, subtree: true });
    document.querySelectorAll("form[data-needs-all]").forEach(guard);
    document.querySelectorAll("dialog[data-open=true]").forEach(open);
    document.addEventListener("click", confirmFirst, true);
    document.addEventListener("click", onClick);
    document.addEventListener("keydown", onEscape, true);
  }

  /**
   * fetch() with what this server asks of scripts: the token for changes, and the mark of what nobody clicked for.
   * options.background: true for updates that must not keep the session alive.
   */
  window.reelmillFetch = (path, { background = false, headers = {}, ...options } = {}) => fetch(path, {
    ...options,
    credentials: "same-origin",
    headers: {
      Accept: "application/json",
      "X-Reelmill-Csrf": document.querySelector("meta[name=reelmill-csrf]").content,
      "X-Reelmill-Language": document.documentElement.lang,
      ...(background ? { "X-Reelmill-Background": "true" } : {}),
      ...headers,
    },
  });

  /** A name with those characters shown that would turn the order of the others; as rm:name. */
  window.reelmillName = (name) => name.replace(/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, "\uFFFD");

  /** For oncomplete of a filter: what it leaves of a list is shown from its beginning. */
  window.reelmillFirst = (table) => window.PrimeFaces.widgets[table]?.getPaginator()?.setPage(0);

  /** Without args there was no answer: nobody knows whether it was done. */
  const isDone = (args) => Boolean(args) && !args.validationFailed && !args.redirect;

  /** For oncomplete of a button in a dialog: closes it unless the server refused something. */
  window.reelmillDone = (dialog, args) => {
    if (isDone(args)) {
      document.getElementById(dialog).close();
      forget((name) => called(name)?.closest("dialog")?.id === dialog);
    }
  };

  /** For oncomplete of a button that saves, or gives up, all that was typed on the page. */
  window.reelmillSettled = (args) => {
    if (isDone(args)) {
      forget(() => true);
    }
  };

  /** For oncomplete of a button that lets fields be typed in: what somebody had typed there before the page came anew. */
  window.reelmillUnlocked = () => {
    later.forEach(fill);
    later = [];
  };

  /** For a button that fills a dialog: opens it when its content has come. */
  window.reelmillOpen = (id) => {
    open(document.getElementById(id));
    if (later.length === 0) {   // what was typed there before was meant for something else
      forget((name) => called(name)?.closest("dialog")?.id === id);
    }
    window.reelmillUnlocked();
    if (clicked === null) {   // by a key
      sessionStorage.removeItem(openerKey);
    } else {
      sessionStorage.setItem(openerKey, JSON.stringify({ dialog: id, button: word(clicked) }));
    }
  };

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();
