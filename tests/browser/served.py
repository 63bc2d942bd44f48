"""An archive with known words, countries and years, and pilcrow-serve over an index of it."""

import json
import os
import re
import shutil
import subprocess
import tempfile

MARKUP = "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>"


def records():
    """An archive with known words, countries and years."""
    places = ["Estonia", "Latvia", "Japan", "Finland", "Kenya", "Chile", "Norway", "Poland", "Ghana", "Peru", "Nepal"]
    for i in range(66):
        place, other = places[i % 11], places[(i * 3 + 1) % 11]
        text = "\n\n".join(
            f"In part {part} of this report {place if part % 2 else other} speaks about the harbor and its lantern. "
            f"The keeper wrote a letter on the weather, and the wind came from the north for {i + part} days in a row, "
            f"so that nobody in the town of the harbor went out to sea before the lantern was lit again."
            for part in range(1, 7))
        yield {"id": f"report-{i:02}", "title": f"Report {i} on {place}", "text": text, "language": "en",
               "published": f"{1990 + i % 33}-05-04", "url": "https://example.org/report" if i else "javascript:alert(1)",
               "tags": {"series": f"series {i % 12}"}}
    yield {"id": MARKUP, "title": f"{MARKUP} on zebras", "language": "en", "published": "2001-01-01", "author": MARKUP,
           "text": f"A zebra {MARKUP} stood & looked at the <b>bold</b> moon, \u202eright to left\u202c, over Estonia.",
           "tags": {"series": MARKUP}}
    yield {"id": "forms", "title": "Forms of words", "language": "en", "published": "2001-01-01",
           "text": "Two turbines stood on the hill. One turbine turned, and the turbine's shadow ran over the grass of Turbigo."}
    yield {"id": "long", "title": "A long book", "language": "en", "published": "2010-01-01", "text": "\n\n".join(
        f"Chapter piece {i} is about a very long walk along the coast, which took the walkers so many days that they lost "
        f"count of them, and each evening they wrote down what the sea had looked like from the place where they had put their "
        f"tents, and what they had eaten" + (" near the walrus." if i == 120 else ".")
        for i in range(1, 201))}


class Served:
    """An index and the server of it."""

    def __init__(self, index_program, serve_program):
        self.index_program = index_program
        self.serve_program = serve_program
        self.folder = tempfile.mkdtemp(prefix="pilcrow-page-")
        self.index = os.path.join(self.folder, "archive.idx")
        self.add(records())
        self.start()

    def add(self, documents, *options):
        lines = "\n".join(json.dumps(record) for record in documents)
        subprocess.run([self.index_program, "--quiet", *options, self.index, "-"], input=lines.encode(), check=True)

    def start(self, port="0"):
        self.process = subprocess.Popen([self.serve_program, "--port", port, self.index], stdout=subprocess.PIPE, text=True)
        for line in self.process.stdout:
            if found := re.search(r"http://\S+", line):
                self.url = found[0]
                return
        raise RuntimeError("the server did not start")

    def stop(self):
        self.process.terminate()
        code = self.process.wait(10)
        self.process.stdout.close()
        return code

    def remove(self):
        if self.process.poll() is None:
            self.stop()
        shutil.rmtree(self.folder)
