#!/usr/bin/env python3
"""Compares the exported symbols of the shared library with the public headers.

    check_exports.py INCLUDE_DIR LIBRARY

Everything that a header marks with PILCROW_API must be exported, and nothing else may be: no symbol
of a dependency, none of pilcrow::internal, none that no header declares.
"""

import pathlib
import re
import subprocess
import sys


def without_comments(text):
    text = re.sub(r"//[^\n]*", "", text)
    return re.sub(r"/\*.*?\*/", "", text, flags=re.S)


def braces_end(text, start):
    """The position behind the brace that closes the one at `start`."""
    depth = 0
    for at in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[at], 0)
        if depth == 0:
            return at + 1
    raise ValueError("unbalanced braces")


def without_bodies(text):
    """A class body without the bodies of what stands in it: declarations only."""
    out, at = [], 0
    while (brace := text.find("{", at)) >= 0:
        out.append(text[at:brace] + ";")
        at = braces_end(text, brace)
    out.append(text[at:])
    return "".join(out)


def members(name, body):
    """Qualified names of the member functions that are declared, but not defined, in a class."""
    found = set()
    declarations = re.split(r";|\b(?:public|private|protected)\s*:", body)
    for declaration in declarations:
        match = re.search(r"(~?\w+|operator\s*=)\s*\(", declaration)
        if not match or re.search(r"=\s*(default|delete|0)\s*$", declaration.strip()):
            continue
        if "friend" in declaration or "using" in declaration or "std::function<" in declaration.split("(")[0]:
            continue
        found.add(f"pilcrow::{name}::" + match.group(1).replace(" ", ""))
    return found


def defined_inline(body, name):
    """True where the class body holds the definition of the member `name`."""
    simple = name.rsplit("::", 1)[1]
    return re.search(re.escape(simple) + r"\s*\([^;{}]*\)[^;{}]*\{", body) is not None


def promised(header):
    """(symbols that must be exported, classes that are marked)"""
    text = without_comments(header.read_text())
    text = re.sub(r"^\s*#.*$", "", text, flags=re.M)
    symbols, classes = set(), set()
    for match in re.finditer(r"\b(class|struct)\s+PILCROW_API\s+(\w+)[^{;]*\{", text):
        name = match.group(2)
        body = text[match.end():braces_end(text, match.end() - 1) - 1]
        classes.add(name)
        for member in members(name, without_bodies(body)):
            if not defined_inline(body, member):
                symbols.add(member)
    scopes = [(m.group(1), m.start(), braces_end(text, m.end() - 1))
              for m in re.finditer(r"\bnamespace\s+([\w:]+)\s*\{", text)]
    for match in re.finditer(r"\bPILCROW_API\b([^;{}]*)\(", text):
        if re.search(r"\b(class|struct)\s*$", text[:match.start()]):
            continue
        name = re.match(r"[^()]*?(\w+)\s*\(", match.group(1) + "(").group(1)
        path = "::".join(s for s, begin, end in scopes if begin < match.start() < end)
        symbols.add(f"{path}::{name}")
    return symbols, classes


def exported(library):
    lines = subprocess.run(["nm", "-DC", "--defined-only", library], check=True, capture_output=True,
                           text=True).stdout.splitlines()
    return [line.split(" ", 2)[2] for line in lines]


def main():
    include, library = pathlib.Path(sys.argv[1]), sys.argv[2]
    symbols, classes = set(), set()
    for header in sorted(include.glob("*.h")):
        if header.name != "export.h":
            more, marked = promised(header)
            symbols |= more
            classes |= marked
    found = exported(library)
    names = {re.sub(r"\[abi:\w+\]", "", s).split("(")[0] for s in found}
    problems = [f"declared, but not exported: {s}" for s in sorted(symbols - names)]

    about = tuple(f"{kind} for pilcrow::{c}" for c in classes
                  for kind in ("typeinfo", "typeinfo name", "vtable"))
    inside = tuple(f"pilcrow::{c}::" for c in classes)
    for symbol in sorted(found):
        name = re.sub(r"\[abi:\w+\]", "", symbol).split("(")[0]
        if symbol.startswith(about) or name in symbols or name.startswith(inside):
            continue
        problems.append(f"exported, but in no header: {symbol}")

    if len(symbols) < 20 or len(classes) < 5:
        problems.append(f"only {len(symbols)} functions and {len(classes)} classes read from the headers")
    for problem in problems:
        print(problem)
    print(f"{len(found)} symbols exported, {len(symbols)} functions and {len(classes)} classes promised")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
