// Shows what films show: reelmillPreviews.scrub puts a line under a player to find a moment by, reelmillPreviews.play a short film
// over a picture. A player with data-preview="address of its preview in the API" gets its line by itself.
"use strict";

(() => {
  const STEP = 5;          // seconds
  const CUE = /^(\d+):(\d\d):(\d\d\.\d{3}) --> (\d+):(\d\d):(\d\d\.\d{3})\s+(\S+)#xywh=(\d+),(\d+),(\d+),(\d+)/gm;

  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  function clock(seconds) {
    const whole = Math.max(0, Math.floor(seconds));
    const two = (number) => String(number).padStart(2, "0");
    const hours = Math.floor(whole / 3600);
    return (hours > 0 ? hours + ":" + two(Math.floor(whole / 60) % 60) : String(Math.floor(whole / 60))) + ":" + two(whole % 60);
  }

  function made(tag, className) {
    const element = document.createElement(tag);
    element.className = className;
    return element;
  }

  /** The tiles of a WebVTT track; the sheets lie beside it. */
  async function read(track) {
    const answer = await reelmillFetch(track, { headers: { Accept: "text/vtt" }, background: true });
    if (!answer.ok) {
      return [];
    }
    const seconds = (hours, minutes, rest) => Number(hours) * 3600 + Number(minutes) * 60 + Number(rest);
    return [...(await answer.text()).matchAll(CUE)].map(([, h, m, s, H, M, S, sheet, x, y, width, height]) => ({
      until: seconds(H, M, S), sheet: new URL(sheet, new URL(track, location.href)).href,
      x: Number(x), y: Number(y), width: Number(width), height: Number(height) }));
  }

  /** A line under a player: who points at it, or has it by keyboard, sees the film at that moment; a click or a key goes there. */
  async function scrub(player, track, label) {
    const tiles = await read(track).catch(() => []);
    if (tiles.length === 0 || !player.isConnected) {
      return;
    }
    const line = made("div", "rm-scrub");
    const done = made("span", "rm-scrub-done");
    const bubble = made("span", "rm-scrub-bubble");
    const picture = made("span", "rm-scrub-tile");
    const time = made("span", "rm-numbers");
    bubble.append(picture, time);
    bubble.hidden = true;
    bubble.setAttribute("aria-hidden", "true");
    line.append(done, bubble);
    line.tabIndex = 0;
    line.setAttribute("role", "slider");
    line.setAttribute("aria-label", label);
    line.setAttribute("aria-valuemin", "0");

    const length = () => Number.isFinite(player.duration) && player.duration > 0 ? player.duration : tiles[tiles.length - 1].until;

    function follow() {
      done.style.width = Math.min(100, player.currentTime / length() * 100) + "%";
      line.setAttribute("aria-valuemax", String(Math.floor(length())));
      line.setAttribute("aria-valuenow", String(Math.floor(player.currentTime)));
      line.setAttribute("aria-valuetext", clock(player.currentTime));
    }

    function show(seconds) {
      const tile = tiles.find((it) => seconds < it.until) ?? tiles[tiles.length - 1];
      picture.style.width = tile.width + "px";
      picture.style.height = tile.height + "px";
      picture.style.backgroundImage = `url("${tile.sheet}")`;
      picture.style.backgroundPosition = `-${tile.x}px -${tile.y}px`;
      time.textContent = clock(seconds);
      bubble.hidden = false;
      bubble.style.setProperty("--half", bubble.offsetWidth / 2 + "px");
      bubble.style.setProperty("--at", seconds / length() * 100 + "%");
    }

    const hide = () => { bubble.hidden = !line.matches(":focus-visible"); };

    function at(event) {
      const place = line.getBoundingClientRect();
      return Math.max(0, Math.min(1, (event.clientX - place.left) / place.width)) * length();
    }

    function go(seconds) {
      player.currentTime = Math.max(0, Math.min(length(), seconds));
      follow();
    }

    line.addEventListener("pointermove", (event) => {
      show(at(event));
      if (line.hasPointerCapture(event.pointerId)) {
        go(at(event));
      }
    });
    line.addEventListener("pointerdown", (event) => {
      line.setPointerCapture(event.pointerId);
      show(at(event));
      go(at(event));
    });
    line.addEventListener("pointerup", hide);
    line.addEventListener("pointerleave", hide);
    line.addEventListener("blur", () => { bubble.hidden = true; });
    line.addEventListener("focus", () => {
      if (line.matches(":focus-visible")) {
        show(player.currentTime);
      }
    });
    line.addEventListener("keydown", (event) => {
      const steps = { ArrowRight: STEP, ArrowUp: STEP, ArrowLeft: -STEP, ArrowDown: -STEP,
        PageUp: length() / 10, PageDown: -length() / 10, Home: -length(), End: length() };
      if (event.key in steps) {
        event.preventDefault();
        event.stopPropagation();
        go(player.currentTime + steps[event.key]);
        show(player.currentTime);
      }
    });
    ["timeupdate", "seeked", "loadedmetadata", "durationchange"].forEach((name) => player.addEventListener(name, follow));
    player.after(line);
    follow();
  }

  /** Plays a short film over a picture until the answer is called. */
  function play(picture, address) {
    if (calm.matches) {
      return () => {};
    }
    const film = made("video", "rm-clip");
    film.muted = true;
    film.loop = true;
    film.playsInline = true;
    film.setAttribute("aria-hidden", "true");
    film.src = address;
    film.addEventListener("playing", () => film.classList.add("rm-clip-on"), { once: true });
    film.play().catch(() => film.remove());
    picture.append(film);
    return () => {
      film.removeAttribute("src");
      film.load();
      film.remove();
    };
  }

  window.reelmillPreviews = { scrub, play };

  // --- players that come with the page

  async function attend(player) {
    const answer = await reelmillFetch(player.dataset.preview, { background: true }).catch(() => null);
    const preview = answer?.ok ? await answer.json() : null;
    if (preview === null || !player.isConnected || !player.dataset.preview) {   // or another answer was quicker
      return;
    }
    if (preview.state === "ready") {
      const root = player.dataset.root ?? "";   // facelets leaves out what is empty
      const label = player.dataset.label;
      delete player.dataset.preview;
      player.poster = root + preview.poster;
      if (preview.tiles) {
        scrub(player, root + preview.tiles, label);
      }
    } else if (preview.state === "failed") {
      delete player.dataset.preview;
    }
  }

  const players = () => document.querySelectorAll("video[data-preview]");

  function start() {
    players().forEach(attend);
    // parts of a page come anew
    new MutationObserver((changes) => changes.flatMap((change) => [...change.addedNodes])
      .filter((node) => node.nodeType === Node.ELEMENT_NODE)
      .flatMap((node) => [...node.querySelectorAll("video[data-preview]")])
      .forEach(attend)).observe(document.body, { childList: true, subtree: true });
    document.addEventListener("reelmill:news", ({ detail: { topic } }) => {
      if (topic === "previews") {
        players().forEach(attend);
      }
    });
    document.addEventListener("reelmill:look", () => players().forEach(attend));
  }

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();
