// Films go to the server in pieces, by the tus protocol (/api/v1/uploads): over connections that break and servers that start
// anew each goes on from what has arrived, also when the same file is chosen again after the page was left. Many may be chosen;
// some at a time are sent.
"use strict";

(() => {
  const PIECE = 16 * 1024 * 1024;
  const PAUSE = 2000;         // ms before it is tried again
  const AT_A_TIME = 3;
  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  // a server that starts answers as well, but not in the words of the protocol
  const ours = (answer) => answer.getResponseHeader("Tus-Resumable") !== null;
  const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

  const detail = (answer) => ours(answer) && answer.responseText !== "" ? JSON.parse(answer.responseText).detail : "";
  const NO_ROOM = 507;

  /** What the server says about it; nothing when it does not know its visitor any more. */
  class Refused extends Error {
    constructor(answer) {
      super(detail(answer));
      this.signedOut = !ours(answer);
    }
  }

  /** Whoever began it does not want it any more. */
  class Ended extends Error {}

  /** @param on called with progress(bytes that have arrived), and waiting(why) when it is tried again; no why: the server cannot be reached */
  class Upload {
    constructor(file, on) {
      this.file = file;
      this.on = on;
      this.key = ["upload", file.name, file.size, file.lastModified].join("|");
      this.paused = false;
    }

    pause() {
      this.paused = true;
      this.request?.abort();
    }

    resume() {
      this.paused = false;
      this.wake?.();
    }

    /** What has arrived of it is removed. */
    end() {
      this.ended = true;
      this.request?.abort();
      this.resume();
    }

    /** Resolves when the film is in the source folder. Rejects with what the server refuses, or when it is ended. */
    async send() {
      try {
        await this.pieces();
      } catch (e) {
        const address = localStorage.getItem(this.key);
        if (e instanceof Ended && address !== null) {
          localStorage.removeItem(this.key);
          await this.once("DELETE", address, {}, null);
        }
        throw e;
      }
    }

    async pieces() {
      let address = localStorage.getItem(this.key);
      let offset = address === null ? -1 : await this.offset(address);
      while (offset < this.file.size) {
        if (offset < 0) {
          address = await this.create();
          offset = 0;
        } else {
          offset = await this.piece(address, offset);
        }
      }
      localStorage.removeItem(this.key);
    }

    async create() {
      const answer = await this.ask("POST", reelmillLive.root() + "/api/v1/uploads", {
        "Upload-Length": String(this.file.size), "Upload-Metadata": "filename " + base64(this.file.name),
      }, null, [NO_ROOM]);
      if (answer.status === NO_ROOM) {
        // it would take the turn of smaller ones
        throw new Refused(answer);
      }
      const address = answer.getResponseHeader("Location");
      localStorage.setItem(this.key, address);
      return address;
    }

    /** Where it goes on; -1: the server knows nothing of it. */
    async offset(address) {
      const answer = await this.ask("HEAD", address, {}, null, [404]);
      return answer.status === 404 ? -1 : Number(answer.getResponseHeader("Upload-Offset"));
    }

    async piece(address, offset) {
      const answer = await this.ask("PATCH", address, {
        "Upload-Offset": String(offset), "Content-Type": "application/offset+octet-stream",
      }, offset, [0, 404, 409]);
      if (answer.status === 204) {
        return Number(answer.getResponseHeader("Upload-Offset"));
      }
      const now = await this.offset(address);
      if (answer.status === 409 && now === offset) {
        // it began at the right place: something else is refused
        throw new Refused(answer);
      }
      return now;
    }

    /** Asks until there is an answer of this server. @param known statuses that the caller deals with; 0: no answer */
    async ask(method, address, headers, offset = null, known = []) {
      for (;;) {
        if (this.paused) {
          await new Promise((resolve) => { this.wake = resolve; });
        }
        if (this.ended) {
          throw new Ended();
        }
        const answer = await this.once(method, address, headers, offset);
        const own = ours(answer);
        if (answer.status < 300 && own || known.includes(answer.status) && (own || answer.status === 0)) {
          return answer;
        }
        if (own && answer.status < 500 || [401, 403].includes(answer.status)) {
          throw new Refused(answer);
        }
        if (!this.paused && !this.ended) {
          this.on.waiting(answer.status === NO_ROOM ? detail(answer) : "");
          await wait(PAUSE);
        }
      }
    }

    once(method, address, headers, offset) {
      return new Promise((resolve) => {
        const request = new XMLHttpRequest();
        this.request = request;
        request.addEventListener("loadend", () => resolve(request));
        request.open(method, address);
        request.setRequestHeader("Accept", "application/json");
        request.setRequestHeader("Tus-Resumable", "1.0.0");
        request.setRequestHeader("X-Reelmill-Language", document.documentElement.lang);
        request.setRequestHeader("X-Reelmill-Csrf", document.querySelector("meta[name=reelmill-csrf]").content);
        Object.entries(headers).forEach(([name, value]) => request.setRequestHeader(name, value));
        if (offset === null) {
          request.send();
          return;
        }
        request.upload.addEventListener("progress", (event) => this.on.progress(offset + event.loaded));
        request.send(this.file.slice(offset, offset + PIECE));
      });
    }
  }

  /** The films that somebody has chosen, with a bar each. @param finished called with the name of each that has arrived, and how many there were */
  class Uploads {
    constructor(box, finished) {
      this.texts = box.dataset;
      this.list = box.querySelector("ul");
      this.finished = finished;
      this.waiting = [];
      this.count = 0;
      box.querySelector("input").addEventListener("change", (event) => {
        this.add(event.target.files);
        // the same file may be chosen again
        event.target.value = "";
      });
      box.addEventListener("dragover", (event) => {
        event.preventDefault();
        box.classList.add("rm-drop");
      });
      box.addEventListener("dragleave", () => box.classList.remove("rm-drop"));
      box.addEventListener("drop", (event) => {
        event.preventDefault();
        box.classList.remove("rm-drop");
        this.add(event.dataTransfer.files);
      });
    }

    add(files) {
      [...files].forEach((file) => {
        const line = new Line(file, this.texts, () => this.next());
        const same = [...this.list.children].find((each) => each.dataset.key === line.upload.key);
        if (same === undefined || same.dataset.over !== undefined) {
          same?.remove();
          this.list.append(line.element);
          this.waiting.push(line);
          this.count++;
        }
      });
      this.next();
    }

    /** Whoever is paused takes nobody's turn. */
    next() {
      const busy = () => [...this.list.children].filter((each) => each.dataset.sending !== undefined).length;
      while (busy() < AT_A_TIME && this.waiting.length > 0) {
        const line = this.waiting.shift();
        line.send().then((arrived) => {
          if (arrived) {
            this.finished(line.upload.file.name, this.count);
          }
          this.next();
        });
      }
    }
  }

  /** One film that is sent, or will be. @param moved called when others may take its turn */
  class Line {
    constructor(file, texts, moved) {
      this.texts = texts;
      this.moved = moved;
      this.element = document.createElement("li");
      const name = document.createElement("span");
      name.className = "rm-upload-name";
      name.textContent = file.name;
      this.bar = document.createElement("progress");
      this.bar.value = 0;
      this.bar.setAttribute("aria-label", file.name);
      this.message = document.createElement("small");
      this.message.setAttribute("role", "status");
      this.message.textContent = texts.queued;
      this.pause = this.button(texts.pause, () => this.turn());
      this.remove = this.button(texts.end, () => this.end());
      this.element.append(name, this.bar, this.message, this.pause, this.remove);
      this.upload = new Upload(file, {
        progress: (bytes) => {
          this.bar.value = bytes / Math.max(1, file.size);
          this.message.textContent = Math.floor(100 * this.bar.value) + " %";
        },
        waiting: (why) => { this.message.textContent = why || texts.waiting; },
      });
      this.element.dataset.key = this.upload.key;
    }

    button(text, onClick) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "rm-button rm-quiet";
      button.textContent = text;
      button.addEventListener("click", onClick);
      return button;
    }

    turn() {
      if (this.upload.paused) {
        this.upload.resume();
      } else {
        this.upload.pause();
      }
      this.pause.textContent = this.upload.paused ? this.texts.resume : this.texts.pause;
      this.element.toggleAttribute("data-sending", this.begun === true && !this.upload.paused);
      this.moved();
    }

    end() {
      this.upload.end();
      this.element.remove();
      this.moved();
    }

    /** Resolves, when it is over, to whether the film has arrived. */
    async send() {
      this.begun = true;
      this.element.toggleAttribute("data-sending", !this.upload.paused);
      let arrived = true;
      try {
        await this.upload.send();
        this.message.textContent = this.texts.done;
      } catch (e) {
        arrived = false;
        this.message.textContent = e.signedOut ? this.texts.signedOut : e.message || this.texts.failed;
      }
      this.element.removeAttribute("data-sending");
      this.element.dataset.over = "";
      [this.bar, this.pause, this.remove].forEach((part) => part.remove());
      return arrived;
    }
  }

  window.ReelmillUploads = Uploads;
})();
