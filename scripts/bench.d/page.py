"""docs/performance.md: the rows that were measured go into its table, the others stay as they were; what was measured
with stands below it."""
import pathlib, platform, re, subprocess

import corpus
from corpus import ROOT

PAGE = ROOT / "docs/performance.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"


def number(x):
    return f"{x:.0f}" if x >= 100 else f"{x:.1f}" if x >= 10 else f"{x:.2f}"


def figures(row):
    """Median (minimum to maximum), with a mark where the machine was not left alone."""
    values = sorted(row.values)
    middle = values[len(values) // 2] if len(values) % 2 else (values[len(values) // 2 - 1] + values[len(values) // 2]) / 2
    spread = f" ({number(values[0])}–{number(values[-1])})" if len(values) > 1 else ""
    unit = row.unit if row.unit == "×" else " " + row.unit
    return f"{number(middle)}{unit}{spread}{' *' if row.disturbed * 2 > len(values) else ''}"


def version(*command):
    try:
        said = subprocess.run(command, capture_output=True, text=True)
    except OSError:
        return "missing"
    return ((said.stdout or said.stderr).strip() or "?").split("\n")[0].strip()


def surroundings(s):
    cpu = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), platform.machine())
    cores = subprocess.run(["nproc"], capture_output=True, text=True).stdout.strip()
    package = lambda name: version("dpkg-query", "-W", "-f=${Version}", name)
    folder, total = corpus.corpus(s.size)
    names = [p for p in corpus.PACKAGES]
    return (f"Corpus: {total / 1e6:.0f} MB, {len(list(folder.iterdir())):,} files, from the packages {', '.join(names)}. "
            f"Machine: {cpu}, {cores} cores. Tools: {version('rg', '--version')}, pcre2grep {package('pcre2-utils')}, "
            f"{version('grep', '--version')}, {version('mlr', '--version')}, perl {package('perl-base')}, "
            f"python3-regex {package('python3-regex')}, {version('jq', '--version')}; libpcre2 {package('libpcre2-8-0')}.\n")


def write(all_rows, done, settings):
    page = PAGE.read_text()
    begin, rest = page.split(BEGIN)
    old, after = rest.split(END)
    kept = {m[1]: m[0] for m in re.finditer(r"^\| `([\w-]+)` \|.*$", old, re.M)}
    lines = ["| row | what | measured | aim | figures |", "| --- | --- | --- | --- | --- |"]
    for name, (what, target, _) in all_rows.items():
        if name in done:
            kept[name] = f"| `{name}` | {what} | {figures(done[name])} | {target} | {done[name].note} |"
        lines.append(kept.get(name, f"| `{name}` | {what} | not measured | {target} | |"))
    PAGE.write_text(begin + BEGIN + "\n" + "\n".join(lines) + "\n\n" + surroundings(settings) + END + after)
