/** Running a query without leaving the page: the same page is fetched, and its results are put into this one. */

const LONGEST = 60_000;

/** The way from the form to the results; one question at a time. */
export class Asking {
  /**
   * @param {HTMLFormElement} form
   * @param {() => void} answered called when new results stand on the page
   */
  constructor(form, answered) {
    this.form = form;
    this.answered = answered;
    this.cancel = form.querySelector("#cancel");
    this.elapsed = form.querySelector("#elapsed");
    this.progress = form.querySelector("#progress");
    form.addEventListener("submit", (event) => (event.preventDefault(), this.run()));
    this.cancel.addEventListener("click", () => this.stop());
    document.addEventListener("click", (event) => this.follow(event));
    this.shown = location.search;
    // Going to a place in the page is told in the same way as going back to another query.
    window.addEventListener("popstate", () => location.search !== this.shown && location.reload());
  }

  /** Ask what the form holds. */
  run() {
    const fields = new URLSearchParams(new FormData(this.form));
    const address = `${this.form.action}?${fields}`;
    return address.length < LONGEST ? this.ask(address) : this.ask(this.form.action, fields);
  }

  /** Show the same answer in another way without losing what was written meanwhile. */
  follow(event) {
    const link = event.target.closest("#results .views a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.ask(link.href);
  }

  /** Leave the question; the server stops working on it. */
  stop() {
    this.asked?.abort();
    this.end(this.form.dataset.cancelled);
    this.form.querySelector("#run").focus();
  }

  /** Fetch a page of ours and show its results. */
  async ask(address, body) {
    this.asked?.abort();
    const asked = (this.asked = new AbortController());
    this.begin();
    try {
      const method = body ? "POST" : "GET";
      const answer = await fetch(address, { method, body, headers: { Accept: "text/html" }, signal: asked.signal });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (this.asked === asked) this.show(page, body ? "" : address);
    } catch (error) {
      if (this.asked === asked && error.name !== "AbortError") this.end(this.form.dataset.unreachable);
    }
  }

  begin() {
    const started = performance.now();
    clearInterval(this.ticking);
    const tick = () => {
      this.seconds = ((performance.now() - started) / 1000).toFixed(1);
      this.elapsed.textContent = `${this.seconds} ${this.form.dataset.seconds}`;
    };
    this.ticking = setInterval(tick, 100);
    tick();
    this.cancel.hidden = false;
    this.progress.textContent = this.form.dataset.running;
  }

  show(page, address) {
    const results = document.querySelector("#results");
    const found = page.querySelector("#results") ?? page.querySelector("main");
    results.replaceChildren(...[...(found?.childNodes ?? [])].map((node) => document.importNode(node, true)));
    if (address && address !== location.href) history.pushState(null, "", address);
    this.shown = location.search;
    followLanguages(page);
    this.end(results.querySelector("#summary, h1")?.textContent ?? "");
    this.answered();
  }

  end(said) {
    clearInterval(this.ticking);
    this.cancel.hidden = true;
    this.progress.textContent = said.trim();
  }
}

/** The links to this page in other languages lead to the same query. */
function followLanguages(page) {
  const theirs = page.querySelectorAll("a[hreflang]");
  document.querySelectorAll("a[hreflang]").forEach((link, number) => {
    if (theirs[number]) link.setAttribute("href", theirs[number].getAttribute("href"));
  });
}
