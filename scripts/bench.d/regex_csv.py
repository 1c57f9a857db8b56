"""regex_csv.py PATTERNS FOLDER: the yardstick of the python3-regex row. Applies every pattern (a line each: name, tab,
pattern) to every file and writes CSV of what matched, with its captures."""
import csv, os, sys

import regex

patterns = [line.rstrip("\n").split("\t", 1) for line in open(sys.argv[1], encoding="utf-8")]
compiled = [(name, regex.compile(pattern)) for name, pattern in patterns]
out = csv.writer(sys.stdout)
for entry in sorted(os.listdir(sys.argv[2])):
    with open(os.path.join(sys.argv[2], entry), encoding="utf-8", newline="") as file:
        text = file.read()
    for name, pattern in compiled:
        for match in pattern.finditer(text):
            out.writerow([entry, match.start(), match.end(), name, match[0], *(g or "" for g in match.groups())])
