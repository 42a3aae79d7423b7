// Small helps for the pages. Reading works without them, and signing in.
"use strict";

(() => {
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
    });
  }

  /** What has data-confirm is clicked only after a yes. */
  let confirmed = null;

  function confirmFirst(event) {
    const asked = event.target.closest("[data-confirm]");
    if (!asked || asked === confirmed) {
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    const dialog = document.getElementById("confirmation");
    dialog.querySelector("#confirmationTitle").textContent = asked.dataset.confirm;
    dialog.querySelector("#confirmationText").textContent = asked.dataset.confirmText || "";
    dialog.onclick = (answer) => {
      const word = answer.target.dataset.answer;
      if (word) {
        dialog.close();
      }
      if (word === "yes") {
        confirmed = asked;
        asked.click();
        confirmed = null;
      }
    };
    dialog.showModal();
  }

  /** What was typed on this page, until it is left in order; never a password. */
  const typedKey = `rm-typed:${location.pathname}`;

  function remember(event) {
    const field = event.target;
    if (field.name && !field.disabled && !["hidden", "password", "file"].includes(field.type)) {
      const typed = JSON.parse(sessionStorage.getItem(typedKey) || "{}");
      typed[field.name] = field.type === "checkbox" ? field.checked : field.value;
      sessionStorage.setItem(typedKey, JSON.stringify(typed));
    }
  }

  /** Fills in what was typed when the page came anew because it, or the session, had ended; else forgets it. */
  function bringBack() {
    if (new URLSearchParams(location.search).has("ended")) {
      sessionStorage.setItem("rm-ended", "true");
      return;
    }
    if (document.body.dataset.renewed === "true" || sessionStorage.getItem("rm-ended")) {
      Object.entries(JSON.parse(sessionStorage.getItem(typedKey) || "{}")).forEach(([name, value]) => {
        const field = document.getElementsByName(name)[0];
        if (field && field.type === "checkbox") {
          field.checked = value;
        } else if (field) {
          field.value = value;
          const dialog = field.closest("dialog");
          if (dialog && !dialog.open) {
            open(dialog);
          }
        }
      });
      sessionStorage.removeItem("rm-ended");
    } else {
      sessionStorage.removeItem(typedKey);
    }
    document.addEventListener("change", remember);
    document.addEventListener("input", remember);
  }

  /** Says so where an ajax request came to nothing. */
  function tellFailure() {
    const place = document.querySelector(".rm-messages-place");
    const list = document.createElement("ul");
    list.className = "rm-messages";
    list.append(Object.assign(document.createElement("li"), { className: "rm-error", textContent: document.body.dataset.failed }));
    place.append(list);
  }

  function start() {
    bringBack();
    if (window.jQuery) {
      window.jQuery(document).on("pfAjaxError", tellFailure);
    }
    localise();
    new MutationObserver(localise).observe(document.body, { childList: true, subtree: true });
    document.querySelectorAll("form[data-needs-all]").forEach(guard);
    document.querySelectorAll("dialog[data-open=true]").forEach(open);
    document.addEventListener("click", confirmFirst, true);
    document.addEventListener("click", onClick);
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
      ...(background ? { "X-Reelmill-Background": "true" } : {}),
      ...headers,
    },
  });

  /** For oncomplete of a button in a dialog: closes it unless the server refused something. */
  window.reelmillDone = (dialog, args) => {
    if (!args.validationFailed) {
      document.getElementById(dialog).close();
    }
  };

  /** For a button that fills a dialog: opens it when its content has come. */
  window.reelmillOpen = (dialog) => open(document.getElementById(dialog));

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();
