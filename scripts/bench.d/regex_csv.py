"""regex_csv.py PATTERNS [FOLDER]: the yardstick of the python3-regex rows. Applies every pattern (a line each: name, tab,
pattern) to every file and writes CSV of what matched, with its captures. Patterns that Python does not know how to read
are left out; without a folder it prints how many are not."""
import csv, os, re, sys

import regex


def compiled(pattern):
    try:
        return regex.compile(re.sub(r"\\x\{(\w+)\}", lambda m: f"\\U{int(m[1], 16):08x}", pattern))
    except regex.error:
        return None


patterns = [line.rstrip("\n").split("\t", 1) for line in open(sys.argv[1], encoding="utf-8")]
known = [(name, found) for name, pattern in patterns if (found := compiled(pattern))]
if len(sys.argv) == 2:
    sys.exit(print(len(known)))
out = csv.writer(sys.stdout)
for entry in sorted(os.listdir(sys.argv[2])):
    with open(os.path.join(sys.argv[2], entry), encoding="utf-8", newline="") as file:
        text = file.read()
    for name, pattern in known:
        for match in pattern.finditer(text):
            out.writerow([entry, match.start(), match.end(), name, match[0], *(g or "" for g in match.groups())])
