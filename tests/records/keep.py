#!/usr/bin/env python3
"""Puts what `make.py` made on both engines into this folder, as it is kept.

    keep.py VERSION SQLITE SQLITE_NOTES POSTGRES_DUMP POSTGRES_NOTES

POSTGRES_DUMP is what `pg_dump --no-owner --no-privileges --inserts --rows-per-insert=50` wrote. Beside the two records come the
moments, the addresses that are asked for, and the texts and numbers of people that are looked for on them. What each page and file
holds is written down afterwards, by the program of that version: see README.md."""

import json
import pathlib
import re
import sqlite3
import sys

HERE = pathlib.Path(__file__).parent
VERSION, SQLITE, SQLITE_NOTES, DUMP, DUMP_NOTES = sys.argv[1:6]
FOLDER = HERE / VERSION
FOLDER.mkdir(exist_ok=True)
record = sqlite3.connect(SQLITE)


def column(sql):
    return [value for row in record.execute(sql) for value in row if value is not None]


def keep_records():
    kept = HERE / f"{VERSION}.sqlite"
    kept.unlink(missing_ok=True)
    record.execute("VACUUM INTO ?", [str(kept)])
    # Into whichever schema it is read: nothing in it names one, and no line is for psql alone.
    lines = [line for line in pathlib.Path(DUMP).read_text().split("\n")
             if not line.startswith("\\") and "'search_path'" not in line and not line.startswith("--")]
    dump = re.sub(r"\n{3,}", "\n\n", re.sub(r"\bpublic\.(?=[a-z_])", "", "\n".join(lines)))
    (HERE / f"{VERSION}.sql").write_text(dump.strip() + "\n")


def keep_moments():
    notes = [json.loads(pathlib.Path(file).read_text()) for file in (SQLITE_NOTES, DUMP_NOTES)]
    lines = ["# The write that a moment comes after, the moment on SQLite, the moment on PostgreSQL, and what happened before it."]
    for ours, other in zip(notes[0]["moments"], notes[1]["moments"]):
        number = column(f"SELECT max(number) FROM audit WHERE at <= '{ours['at'].rstrip('Z')}' OR at <= '{ours['at']}'")[0]
        lines.append(f"{number}\t{ours['at']}\t{other['at']}\t{ours['what']}")
    (FOLDER / "moments.txt").write_text("\n".join(lines) + "\n")


TEXTS = [
    "SELECT name, partnership, vision, source, note FROM plan", "SELECT name, summary FROM focus_area", "SELECT name, summary FROM priority",
    "SELECT text FROM strategy", "SELECT text FROM evidence", "SELECT name FROM organisation", "SELECT source FROM neighbour_set",
    "SELECT name, source FROM indicator", "SELECT text FROM definition", "SELECT text, source FROM change_note",
    "SELECT note FROM figure ORDER BY recorded_in, indicator, area, breakdown, first", "SELECT note, reason FROM return_cell ORDER BY recorded_in",
    "SELECT happened, why, next, asked FROM narrative ORDER BY recorded_in, slug", "SELECT name FROM action", "SELECT note FROM action_status",
    "SELECT name, source FROM funding", "SELECT reason FROM priority_rating", "SELECT meeting, agenda, cover_note FROM pack",
    "SELECT text FROM decision", "SELECT because, reason, name, summary FROM review", "SELECT name, email FROM person", "SELECT name FROM import",
    "SELECT name FROM waiting_file", "SELECT reason FROM audit WHERE action NOT IN ('sign in', 'read audit')",
]


def keep_texts():
    """What people wrote, in pieces that a page prints whole: a line each, without marks of Markdown, notes apart from explanations."""
    texts = {}
    for sql in TEXTS:
        for text in column(sql):
            for piece in re.split(r"\n|Explained: ", text):
                piece = re.sub(r"[*_]{1,2}(\S[^*_]*)[*_]{1,2}", r"\1", re.sub(r"^(- |\d+\. )", "", piece)).strip()
                if len(piece) >= 6:
                    texts.setdefault(piece)
    (FOLDER / "texts.txt").write_text("\n".join(texts) + "\n")


def keep_numbers():
    """The numbers of the record that are found again: with a decimal point or four digits, and no year."""
    numbers = set()
    decimals = dict(record.execute("SELECT slug, decimals FROM indicator"))
    for indicator, *values in record.execute("SELECT indicator, value, lower, upper FROM figure UNION SELECT indicator, lower, upper, NULL FROM target"):
        numbers |= {round(value, decimals.get(indicator, 0)) for value in values if value is not None}
    numbers |= set(column("SELECT numerator, denominator FROM figure"))
    numbers |= {pence / 100 for pence in column("SELECT budget, spent FROM funding")}
    for text in column("SELECT value FROM return_cell") + column("SELECT numerator FROM return_cell") + column("SELECT denominator FROM return_cell"):
        if re.fullmatch(r"[\d.]+", text):
            numbers.add(float(text))
    kept = [number for number in numbers if (number >= 1000 or number % 1 > 0) and not 1900 <= number <= 2100 and number > 1]
    (FOLDER / "numbers.txt").write_text("\n".join(f"{number:.10g}" for number in sorted(kept)) + "\n")


def keep_addresses():
    indicators = column("SELECT DISTINCT slug FROM indicator ORDER BY slug")
    every = ["/", "/board", "/board?ahead=yes", "/board?year=2025-26"]
    every += [f"/focus-areas/{slug}" for slug in column("SELECT DISTINCT slug FROM focus_area ORDER BY slug")]
    for slug in column("SELECT DISTINCT slug FROM priority ORDER BY slug"):
        every += [f"/priorities/{slug}", f"/priorities/{slug}?year=2025-26"]
    for slug in indicators:
        every += [f"/indicators/{slug}", f"/indicators/{slug}?ahead=yes", f"/indicators/{slug}/history", f"/indicators/{slug}/figures.csv",
                  f"/indicators/{slug}/figures.csv?ahead=yes", f"/indicators/{slug}/figures.xlsx?ahead=yes"]
    for group in ["breakdown=sex%3DFemale", "breakdown=sex%3DMale", "area=E07000999", "area=E07000998", "breakdown=age%3D10+to+14"]:
        every.append(f"/indicators/self-harm/history?{group}")
    for view in ["control-chart", "forecast", "groups", "places", "gaps&group=sex%3DFemale"]:
        every.append(f"/indicators/self-harm?view={view}")
    every += ["/returns"]
    for organisation in ["health", "council", "police"]:
        for quarter in ["2026-27-q1", "2026-27-q2", "2026-27-q3"]:
            every.append(f"/returns/{organisation}/{quarter}")
    every += ["/packs"] + [f"/packs/{slug}" for slug in column("SELECT DISTINCT slug FROM pack ORDER BY slug")]
    every += ["/reviews", "/reviews/2024-25", "/reviews/2025-26", "/actions"]
    every += [f"/actions/{slug}" for slug in column("SELECT DISTINCT slug FROM action WHERE plan LIKE 'rutland%' ORDER BY slug")]
    every += ["/funding"]
    last = column("SELECT max(number) FROM audit")[0]
    now = [f"/admin/audit?before={before}" for before in range(last + 1, 0, -50)]
    waiting = json.loads(pathlib.Path(SQLITE_NOTES).read_text())["waiting"]
    now += ["/admin/people", "/admin/plans", "/import", waiting.split("?")[0], "/returns/council/2026-27-q3/template.csv"]
    now += ["/admin/plans/rutland-2024-28", "/admin/plans/rutland-2024-28/plan.toml", "/admin/plans/first-steps-2020/plan.toml"]
    documents = ["/packs/december/pack.pdf", "/packs/december/exceptions.pdf", "/packs/december/data.xlsx", "/reviews/2025-26/review.pdf", "/reviews/2025-26/data.xlsx"]
    lines = ["# Asked for at every moment.", *every, "", "# Asked for as it is now.", *now, "", "# Frozen, byte for byte.", *documents]
    (FOLDER / "addresses.txt").write_text("\n".join(lines) + "\n")


def keep_frozen():
    """A document of each kind in the format of this version, beside those of earlier formats."""
    folder = HERE.parent / "frozen"
    for kind, slug, model in record.execute("SELECT kind, slug, model FROM frozen WHERE plan LIKE 'rutland%'"):
        (folder / f"format-{json.loads(model)['format']}-{kind}.json").write_text(model)


keep_records()
keep_moments()
keep_texts()
keep_numbers()
keep_addresses()
keep_frozen()
