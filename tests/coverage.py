#!/usr/bin/env python3
"""Sums up what gcov counted: lines of lib/ that ran, by folder. coverage.sh calls it."""

import collections
import gzip
import json
import os
import pathlib
import subprocess
import sys
import tempfile


def counted_lines(build, root):
    """{file: {line: times run}} of the files in lib/."""
    lines = collections.defaultdict(lambda: collections.defaultdict(int))
    notes = [str(path.resolve()) for path in pathlib.Path(build).rglob("*.gcno") if "/lib/" in str(path)]
    with tempfile.TemporaryDirectory() as folder:
        for at in range(0, len(notes), 50):
            subprocess.run(["gcov", "--json-format", "--preserve-paths", *notes[at:at + 50]],
                           cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for path in pathlib.Path(folder).glob("*.gcov.json.gz"):
            report = json.load(gzip.open(path))
            base = report["current_working_directory"]
            for file in report["files"]:
                name = os.path.relpath(os.path.normpath(os.path.join(base, file["file"])), root)
                if not name.startswith("lib/") or "/generated/" in name:
                    continue
                for line in file["lines"]:
                    lines[name][line["line_number"]] += line["count"]
    return lines


def ranges(numbers):
    """[1, 2, 3, 7] as "1-3 7"."""
    parts = []
    for number in numbers:
        if parts and parts[-1][1] == number - 1:
            parts[-1][1] = number
        else:
            parts.append([number, number])
    return " ".join(str(a) if a == b else f"{a}-{b}" for a, b in parts)


def main():
    root = pathlib.Path(__file__).resolve().parent.parent
    lines = counted_lines(sys.argv[1], root)
    if not lines:
        sys.exit(f"nothing was counted in {sys.argv[1]}")
    folders = collections.defaultdict(lambda: [0, 0])
    for file, counts in lines.items():
        for name in (os.path.dirname(file), "lib"):
            folders[name][0] += sum(1 for count in counts.values() if count > 0)
            folders[name][1] += len(counts)
    print(f"{'folder':<16}{'lines':>8}{'run':>8}{'share':>9}")
    for folder, (run, total) in sorted(folders.items()):
        print(f"{folder:<16}{total:>8}{run:>8}{100 * run / total:>8.1f}%")
    if "--uncovered" in sys.argv:
        for file, counts in sorted(lines.items()):
            missed = sorted(number for number, count in counts.items() if count == 0)
            if missed:
                print(f"{file}: {ranges(missed)}")


if __name__ == "__main__":
    main()
