#!/usr/bin/env python3
"""Takes what Pilcrow needs from Unicode CLDR: codes and names of territories.

    npm pack cldr-core cldr-localenames-full   (and unpack both)
    import_cldr.py CORE_PACKAGE LOCALENAMES_PACKAGE

writes sources/codes.tsv and sources/cldr_names.tsv. CLDR is copyright Unicode, Inc. and licensed
under the Unicode License v3 (https://www.unicode.org/license.txt).
"""
import json
import pathlib
import sys

LANGUAGES = ["en", "de", "fr", "es", "ru", "ja", "et", "lv", "lt"]
# In CLDR for technical reasons, not countries or territories with a code of their own.
LEFT_OUT = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}
# States that are gone: code, alpha-3, English name, successors.
WITHDRAWN = [
    ("AN", "ANT", "Netherlands Antilles", "BQ CW SX"),
    ("CSHH", "CSK", "Czechoslovakia", "CZ SK"),
    ("DD", "DDR", "East Germany", "DE"),
    ("SU", "SUN", "Soviet Union", "AM AZ BY EE GE KG KZ LT LV MD RU TJ TM UA UZ"),
    ("YU", "YUG", "Yugoslavia", "BA HR ME MK RS SI XK"),
]
# Former or unofficial alpha-3 codes of states that have another one now.
FORMER_ALPHA3 = [("BUR", "MM"), ("ROM", "RO"), ("SCG", "YU"), ("TMP", "TL"), ("UNK", "XK"),
                 ("XKX", "XK"), ("YMD", "YE"), ("ZAR", "CD"), ("HVO", "BF"), ("DHY", "BJ"),
                 ("RHO", "ZW")]
# Labels for people where CLDR's is long or names two.
LABELS = {"CD": "DR Congo", "CG": "Congo", "HK": "Hong Kong", "MM": "Myanmar", "MO": "Macao",
          "PS": "Palestine", "CI": "Côte d'Ivoire"}


def territories(package, language):
    path = package / "main" / language / "territories.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    return data["main"][language]["localeDisplayNames"]["territories"]


def write(path, header, rows):
    text = "".join(f"# {line}\n" for line in header) + "".join("\t".join(row) + "\n" for row in rows)
    path.write_text(text, encoding="utf-8")


def main(core, names):
    folder = pathlib.Path(__file__).parent / "sources"
    mappings = json.loads((core / "supplemental" / "codeMappings.json").read_text(encoding="utf-8"))
    mappings = mappings["supplemental"]["codeMappings"]
    english = territories(names, "en")
    codes = sorted(c for c in english
                   if len(c) == 2 and c.isalpha() and c in mappings and c not in LEFT_OUT)
    rows = [(c, mappings[c]["_alpha3"], LABELS.get(c, english[c]), "") for c in codes]
    rows += WITHDRAWN
    rows += [(code, alpha3, "", "") for alpha3, code in FORMER_ALPHA3]
    source = "from Unicode CLDR (Unicode License v3) by import_cldr.py"
    write(folder / "codes.tsv",
          [f"Codes {source}; withdrawn ones from ISO 3166-3",
           "code, alpha-3, English label (empty: a further alpha-3), successors"], rows)
    out = []
    for language in LANGUAGES:
        table = territories(names, language)
        for code in codes:
            for key in (code, f"{code}-alt-short", f"{code}-alt-variant"):
                if key in table and (language, code, table[key]) not in out:
                    out.append((language, code, table[key]))
    write(folder / "cldr_names.tsv", [f"Names {source}", "language, code, name (the first: label)"], out)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
