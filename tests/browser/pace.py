#!/usr/bin/env python3
"""How long after a key press, a tick or a drag the page of pilcrow-serve shows the answer.

    pace.py PILCROW_SERVE INDEX [QUERY...]

Types each query letter by letter at the pace of a quick typist, in a headless Chromium, and prints the
time from the last key to the frame that shows its answer, how often the hits were drawn meanwhile,
and how long the server says that it took.
"""

import os
import statistics
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.dont_write_bytecode = True

import chromium  # noqa: E402

QUERIES = ["sea level rise", "security council reform", "\"climate change\"", "peace OR war OR development", "terror*",
           "united nations", "nuclear weapons treaty", "country:JP disarmament", "year:2010.. migrants", "the people of africa"]
BETWEEN_KEYS = 0.1  # seconds
QUIET = 400  # milliseconds without a change after which an answer is the last

WATCH = """(() => {
  window.pace = {begin: 0, shown: []};
  const begun = () => { pace.begin = performance.now(); };
  addEventListener('keydown', begun, true);
  addEventListener('pointerdown', begun, true);
  addEventListener('pointerup', begun, true);
  // The frame after the change has been painted when the task after it runs.
  const drawn = () => requestAnimationFrame(() => setTimeout(() => pace.shown.push(performance.now())));
  new MutationObserver(drawn).observe(document.querySelector('#hits'), {childList: true});
})()"""


class Watched:
    """The page, with a clock for what it shows."""

    def __init__(self, browser, url):
        self.page = browser.page(url)
        self.page.wait("!document.querySelector('#start').hidden", seconds=120)
        self.page.run(WATCH)

    def measure(self, name, action):
        """Milliseconds from the last key or press to what it shows."""
        self.page.run("pace.shown = []")
        action()
        self.page.wait(f"pace.shown.length > 0 && performance.now() - pace.shown.at(-1) > {QUIET}"
                       " && pace.shown.at(-1) > pace.begin")
        passed, drawn = self.page.run("[pace.shown.at(-1) - pace.begin, pace.shown.length]")
        print(f"{name:32}{passed:6.0f} ms {drawn:4} drawn   {self.page.text('#total')}")
        return passed

    def type(self, words):
        for letter in words:
            self.page.type(letter)
            time.sleep(BETWEEN_KEYS)

    def search(self, query):
        self.page.click("#query")
        self.page.run("document.querySelector('#query').select()")
        return self.measure(query, lambda: self.type(query))


def main(serve, index, queries):
    server = subprocess.Popen([serve, "--port", "0", index], stdout=subprocess.PIPE, text=True)
    try:
        url = next(line for line in server.stdout if "http://" in line).split()[1]
        with chromium.Chromium() as browser:
            watched = Watched(browser, url)
            times = [watched.search(query) for query in queries]
            box = "#facets section:first-of-type .values li:nth-of-type({}) input"
            for place in (1, 2):
                times.append(watched.measure(f"tick {place}", lambda: watched.page.click(box.format(place))))
            times.append(watched.measure("drag years", lambda: watched.page.drag("#years .track", 0.3, 0.7)))
        print(f"{len(times)} actions: median {statistics.median(times):.0f} ms, longest {max(times):.0f} ms")
    finally:
        server.terminate()
        server.wait(10)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2], sys.argv[3:] or QUERIES)
