// Small helps for the pages. Everything works without them, only less comfortably.
"use strict";

(() => {
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

  function start() {
    document.querySelectorAll("form[data-needs-all]").forEach(guard);
    document.querySelectorAll("dialog[data-open=true]").forEach(open);
    document.querySelectorAll("[data-dialog]").forEach((link) => link.addEventListener("click", (event) => {
      event.preventDefault();
      open(document.getElementById(link.dataset.dialog));
    }));
    document.querySelectorAll("[data-close]").forEach((button) => button.addEventListener("click", () => {
      document.getElementById(button.dataset.close).close();
    }));
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

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();
