// What programs have sent to /videos and asked for at /thumbnails, in the words of /stream (S1.14): what there is already, then each
// message as it comes. It listens only while somebody looks, because a browser opens few connections to a server.
"use strict";

(() => {
  const MOST = 100;
  const BEFORE = 25;   // of each kind
  const GAP = 2500;    // ms: whoever comes is told from the next second on
  const KINDS = {
    "/jobs/videos": (job) => "upload of file named " + job.filename,
    "/jobs/thumbnails": (job) => `generation of thumbnail for video ${job.video_id}, size: ${job.width}x${job.height}`,
  };

  /** The latest jobs of a kind; the list begins with the oldest. */
  async function before(path) {
    const ask = (query) => reelmillFetch(reelmillLive.root() + path + query, { background: true });
    const total = Number((await ask("?limit=1")).headers.get("X-Total-Count"));
    const answer = await ask(`?limit=${BEFORE}&offset=${Math.max(0, total - BEFORE)}`);
    return (await answer.json()).map((job) =>
      ({ at: job.created, text: KINDS[path](job) + " is " + job.status.toLowerCase() }));
  }

  class Messages {
    constructor(place) {
      this.place = place;
      this.list = place.querySelector("ol");
      place.addEventListener("toggle", () => (place.open ? this.begin() : this.source.close()));
      window.addEventListener("pagehide", () => this.source?.close());
    }

    begin() {
      this.list.replaceChildren();
      this.look();
      // after a break it comes again by itself, with the id of what it heard last
      this.source = new EventSource(reelmillLive.root() + "/stream");
      this.source.addEventListener("open", () => setTimeout(() => this.look(), GAP));
      this.source.addEventListener("job_status", (event) =>
        this.show({ at: new Date().toISOString(), text: JSON.parse(event.data).message }));
    }

    /** Shows what there is and was not told. */
    async look() {
      const known = (await Promise.all(Object.keys(KINDS).map(before))).flat();
      const told = new Set([...this.list.children].map((line) => line.dataset.text));
      known.filter((each) => !told.has(each.text)).sort((one, other) => one.at.localeCompare(other.at))
        .forEach((each) => this.show(each));
      this.place.querySelector("p").hidden = this.list.children.length > 0;
    }

    show(message) {
      const line = document.createElement("li");
      line.dataset.text = message.text;
      const time = document.createElement("span");
      reelmillLive.time(time, message.at);
      line.append(time, " ", reelmillName(message.text));
      this.place.querySelector("p").hidden = true;
      while (this.list.children.length >= MOST) {
        this.list.lastElementChild.remove();
      }
      this.list.prepend(line);
    }
  }

  document.addEventListener("DOMContentLoaded", () => new Messages(document.getElementById("programs")));
})();
