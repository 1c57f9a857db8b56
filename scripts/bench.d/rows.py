"""What is measured: one function a row, in the order of the page. Each gives a Row, or raises Failed with the reason why
it cannot be measured here. Every comparison is of programs that took turns in one run."""
import dataclasses, json, os, pathlib, subprocess

import corpus
from corpus import BENCH, ROOT
from measure import Failed, disturbed, median, once, peak, ratios, rounds
from tools import (emptied, fresh, grep, helped, pack, pattern_files, patterns, pcre2grep, python_regex, rg_each, rg_union, rg_unions, run,
                   script, tool)

ROWS = {}


@dataclasses.dataclass
class Row:
    unit: str       # "×" or what the numbers are
    values: list    # one a round
    note: str = ""  # what was measured, in figures
    disturbed: int = 0


@dataclasses.dataclass
class Settings:
    garner: pathlib.Path
    rounds: int
    size: int   # MB of the corpus
    slow: int   # MB for tools that take long
    files: int  # of the large folder
    large: int  # MB of the large corpus
    formats: str  # of the datasets of large folders


def row(name, what, target):
    def keep(function):
        ROWS[name] = (what, target, function)
        return function
    return keep


def against(s, other, size, note="", rules=None, options=()):
    folder, total = corpus.corpus(size)
    kept = rounds({"garner": run(s, folder, rules or pack(40), *options), "other": other(folder)}, s.rounds)
    mb = total / 1e6
    return Row("×", ratios(kept, "other", "garner"), f"{note or '40 rules'}; CPU {median(ratios(kept, 'other', 'garner', lambda t: t.cpu)):.1f}×; "
               f"garner {mb / median([r['garner'].wall for r in kept]):.1f} MB/s, "
               f"the other {mb / median([r['other'].wall for r in kept]):.2f} MB/s, {mb:.0f} MB", disturbed(kept))


def stage_seconds(stats, stage):
    """The stage's share of a run, from what --stats wrote."""
    return next(x["seconds"] for x in json.loads(stats.read_text())["stages"] if x["stage"] == stage)


def extract_against(s, other, size):
    helped(s, "--stats")
    folder, total = corpus.corpus(size)
    stats = BENCH / "stats.json"

    def extract():
        took = run(s, folder, pack(40), "--stats", stats)()
        took.wall = stage_seconds(stats, "extract")
        return took
    kept = rounds({"extract": extract, "other": other(folder)}, s.rounds)
    mb = total / 1e6
    return Row("×", ratios(kept, "other", "extract"), f"40 rules; extract {mb / median([r['extract'].wall for r in kept]):.0f} MB/s, "
               f"the other {mb / median([r['other'].wall for r in kept]):.2f} MB/s, {mb:.0f} MB", disturbed(kept))


# ---- rows: against other tools

@row("extract-rg-union", "the extract stage against `rg -P --json`, the patterns as one union", "≥ 20×")
def _(s):
    return extract_against(s, rg_union(s), s.size)


@row("extract-rg-each", "the extract stage against 40 runs of `rg -P --json`", "≥ 15×")
def _(s):
    return extract_against(s, rg_each(s), s.size)


@row("extract-pcre2grep", "the extract stage against `pcre2grep -u -o`, one union", "≥ 10×")
def _(s):
    return extract_against(s, pcre2grep(s), s.size)


for number in (40, 100):
    row(f"run-rg-{number}", f"the whole run, dataset on disk, against `rg -P --json`, one union of {number} patterns", "≥ 8×")(
        lambda s, number=number: against(s, rg_union(s, rules=pack(number)), s.size, f"{number} rules", pack(number)))


CORES = ("-j", str(os.cpu_count()))


CORE = ROOT / "rules/core"


@row("run-rg-core", "the same with rules/core against as few runs of `rg -P --json` as take its patterns", "≥ 8×")
def _(s):
    taken, other = rg_unions(s, CORE)
    return against(s, other, s.slow, f"{len(patterns(s, CORE))} rules, {taken} of which rg takes", CORE)


@row("run-rg-cores", "the same at 40 rules, both using every core", "reported")
def _(s):
    return against(s, rg_union(s, *CORES), s.size, f"40 rules; {CORES[1]} cores", options=CORES)


@row("run-rg-bytes", "the same at 40 rules against `rg -P --json --no-unicode`", "reported")
def _(s):
    return against(s, rg_union(s, "--no-unicode"), s.size, "40 rules; matches less: no Unicode")


@row("run-grep", "the whole run against `grep -o -P`, one union", "reported")
def _(s):
    return against(s, grep(s), s.size)


for number in (40, 100, 400):
    row(f"run-python-{number}", f"the whole run, using every core, against python3-regex writing CSV, {number} rules", "≥ 40×")(
        lambda s, number=number: against(s, script(s, python_regex(), "regex_csv.py", pack(number)), s.slow,
                                         f"{number} rules; garner on {CORES[1]} cores", pack(number), CORES))


@row("run-python-core", "the same with rules/core", "≥ 40×")
def _(s):
    listed = patterns(s, CORE)
    taken = subprocess.run([python_regex(), ROOT / "scripts/bench.d/regex_csv.py", pattern_files(s, CORE)[2]], capture_output=True, text=True)
    return against(dataclasses.replace(s, rounds=1), script(s, python_regex(), "regex_csv.py", CORE), max(1, s.slow // 4),
                   f"{len(listed)} rules, {taken.stdout.strip()} of which Python takes; garner on {CORES[1]} cores", CORE, CORES)


@row("run-python-csv", "the same at 40 rules on one core, where garner writes CSV alone, too", "reported")
def _(s):
    return against(s, script(s, python_regex(), "regex_csv.py"), s.slow, options=("--formats", "csv"))


@row("run-perl", "the whole run against perl writing CSV", "reported")
def _(s):
    return against(s, script(s, tool("perl"), "regex_csv.pl"), s.slow)


# ---- rows: against itself

def reference(s, count):
    helped(s, "--no-prefilter")
    helped(s, "--stats")
    folder, total = corpus.corpus(s.slow)

    def extract(*options):
        def task():
            stats = BENCH / "stats.json"
            took = run(s, folder, pack(count), "--stats", stats, *options)()
            took.wall = stage_seconds(stats, "extract")
            return took
        return task
    kept = rounds({"cues": extract(), "all": extract("--no-prefilter")}, s.rounds)
    mb = total / 1e6
    return Row("×", ratios(kept, "all", "cues"), f"extract {mb / median([r['cues'].wall for r in kept]):.0f} MB/s against "
               f"{mb / median([r['all'].wall for r in kept]):.1f} MB/s, {mb:.0f} MB", disturbed(kept))


for number, least in ((40, 6), (100, 20), (400, 40)):
    row(f"reference-{number}", f"extract against its reference path (`--no-prefilter`), {number} rules", f"≥ {least}×")(
        lambda s, number=number: reference(s, number))


@row("rules-400", "400 rules against 40, the whole run", "≤ 3.5×")
def _(s):
    folder, total = corpus.corpus(s.slow)
    kept = rounds({"40": run(s, folder, pack(40)), "400": run(s, folder, pack(400))}, s.rounds)
    return Row("×", ratios(kept, "400", "40"), f"{total / 1e6:.0f} MB", disturbed(kept))


@row("rules-400-extract", "400 rules against 40, the extract stage", "≤ 3.5×")
def _(s):
    helped(s, "--stats")
    folder, total = corpus.corpus(s.slow)

    def extract(count):
        def task():
            stats = BENCH / "stats.json"
            took = run(s, folder, pack(count), "--stats", stats)()
            took.wall = stage_seconds(stats, "extract")
            return took
        return task
    kept = rounds({"40": extract(40), "400": extract(400)}, s.rounds)
    return Row("×", ratios(kept, "400", "40"), f"{total / 1e6:.0f} MB", disturbed(kept))


@row("jobs", "`-j 1` against `-j 2`", "≥ 1.75×")
def _(s):
    folder, total = corpus.cut(s.files, 5000)
    kept = rounds({"1": run(s, folder, pack(40), "-j", "1"), "2": run(s, folder, pack(40), "-j", "2")}, s.rounds)
    return Row("×", ratios(kept, "1", "2"), f"{s.files:,} files, {total / 1e6:.0f} MB", disturbed(kept))


FILE = 50000  # bytes of a file in a large folder; two thousand of them are 100 MB


def compared(s, files, few):
    """A large folder, and a sample of it; each with its size and a task."""
    large = corpus.cut(files, FILE)

    def over(folder):
        return run(s, folder, pack(40), "--formats", s.formats, measure=peak)
    small = corpus.sample(large[0], min(few, files // 4))
    return small[1], over(small[0]), large[1], over(large[0])


@row("memory", "peak memory, `--files` of 50 KB against 200 of them", "≤ 1.3×")
def _(s):
    little, few, much, many_files = compared(s, s.files, 200)
    a, b = few(), many_files()
    return Row("×", [b.peak / a.peak], f"{b.peak / 1e6:.0f} MB for {much / 1e6:.0f} MB in {s.files:,} files, "
               f"{a.peak / 1e6:.0f} MB for {little / 1e6:.0f} MB; {s.formats}; one core")


@row("growth", "time per byte, `--large` MB in files of 50 KB against 100 MB of them", "≤ 1.1×")
def _(s):
    little, few, much, many_files = compared(s, s.large * 1000000 // FILE, 2000)
    kept = rounds({"small": few, "large": many_files}, max(1, s.rounds // 2))
    per_byte = lambda values: [v * little / much for v in values]
    return Row("×", per_byte(ratios(kept, "large", "small")),
               f"{much / 1e6:.0f} MB against {little / 1e6:.0f} MB; CPU {median(per_byte(ratios(kept, 'large', 'small', lambda t: t.cpu))):.2f}×, "
               f"{median([r['large'].cpu for r in kept]) / much * 1e9:.0f} s a GB; peak {max(r['large'].peak for r in kept) / 1e6:.0f} MB; {s.formats}", disturbed(kept))


def against_jq(s, rule_pack, what):
    """One document through garner run as it is usually called, on every core, and jq over its text and lines as JSON."""
    text = (ROOT / "seeds/004_c78ec46961d9f3ca.txt").read_text()
    (BENCH / "small").mkdir(parents=True, exist_ok=True)
    (BENCH / "small/one.txt").write_text(text)
    (BENCH / "small.json").write_text(json.dumps({"text": text, "lines": text.split("\n")}))
    kept = rounds({"garner": run(s, BENCH / "small", rule_pack, *CORES), "jq": lambda: once([tool("jq"), ".", BENCH / "small.json"])}, s.rounds * 10)
    return Row("×", ratios(kept, "garner", "jq"), f"{what}; {CORES[1]} cores; garner {1e3 * median([r['garner'].wall for r in kept]):.1f} ms, "
               f"jq {1e3 * median([r['jq'].wall for r in kept]):.1f} ms; CPU {median(ratios(kept, 'garner', 'jq', lambda t: t.cpu)):.1f}×", disturbed(kept))


@row("small", "one small document through `garner run`, against `jq . FILE`", "≤ 5×")
def _(s):
    return against_jq(s, pack(40), "40 rules")


for name in ("nhs", "core"):
    row(f"small-{name}", f"the same with rules/{name}", "≤ 5×")(
        lambda s, name=name: against_jq(s, ROOT / "rules" / name, f"rules/{name}"))


@row("piped", "the piped chain against the fused run", "reported")
def _(s):
    folder, total = corpus.corpus(s.slow)
    chain = " | ".join([f"'{s.garner}' read '{folder}'", f"'{s.garner}' segment"] +
                       [f"'{s.garner}' {stage} -r '{pack(40)}'" for stage in ("extract", "normalise", "resolve")])

    def piped():
        dataset = fresh()
        took = once(["sh", "-c", f"{chain} | '{s.garner}' collect -r '{pack(40)}' -o '{dataset}'"])
        emptied(dataset)
        return took
    kept = rounds({"piped": piped, "fused": run(s, folder, pack(40))}, s.rounds)
    cpu = ratios(kept, "piped", "fused", lambda t: t.cpu)
    return Row("×", ratios(kept, "piped", "fused"), f"CPU {median(cpu):.1f}×; {total / 1e6:.0f} MB; six processes on {os.cpu_count()} cores", disturbed(kept))


@row("table", "lines to one table as CSV: Miller on the rows alone against `garner table` on whole lines", "reported")
def _(s):
    folder, _ = corpus.corpus(s.slow)
    lines = BENCH / "lines.jsonl"
    stages = [f"'{s.garner}' read '{folder}'", f"'{s.garner}' segment"] + [f"'{s.garner}' {x} -r '{pack(40)}'" for x in ("extract", "normalise", "resolve")]
    subprocess.run(["sh", "-c", " | ".join(stages) + f" >'{lines}'"], stderr=subprocess.DEVNULL)
    rows = BENCH / "figures.jsonl"
    with open(rows, "wb") as out:
        subprocess.run([s.garner, "table", "figures", "--jsonl", lines], stdout=out, stderr=subprocess.DEVNULL)
    if rows.stat().st_size == 0:
        with open(rows, "wb") as out:
            subprocess.run([tool("jq"), "-c", ".records[]? | select(.is == \"figure\")", lines], stdout=out)
    kept = rounds({"mlr": lambda: once([tool("mlr"), "--ijsonl", "--ocsv", "unsparsify", rows]),
                   "garner": lambda: once([s.garner, "table", "figures", lines])}, s.rounds)
    return Row("×", ratios(kept, "mlr", "garner"), f"Miller reads {rows.stat().st_size / 1e6:.1f} MB, garner {lines.stat().st_size / 1e6:.0f} MB of lines", disturbed(kept))


# ---- rows: segment

@row("segment", "`garner segment` on ordinary text, MB/s of text", "reported")
def _(s):
    folder, total = corpus.corpus(s.slow)
    lines = read_lines(s, folder, BENCH / "ordinary.jsonl")
    kept = rounds({"segment": lambda: once([s.garner, "segment", lines])}, s.rounds)
    return Row("MB/s", sorted(total / 1e6 / r["segment"].wall for r in kept), "with reading and writing its lines", disturbed(kept))


def read_lines(s, path, to):
    with open(to, "wb") as out:
        subprocess.run([s.garner, "read", path], stdout=out, stderr=subprocess.DEVNULL)
    return to


@row("hostile", "segmenting hostile text, time per byte against ordinary text, the worst kind", "≤ 3×")
def _(s):
    folder, total = corpus.corpus(10)
    whole = BENCH / "ordinary-10.txt"
    whole.write_bytes(b"\n".join(p.read_bytes() for p in sorted(folder.iterdir()))[: 10 << 20].decode(errors="ignore").encode())
    files = {"ordinary": whole} | corpus.hostile(10 << 20)
    lines = {name: read_lines(s, path, BENCH / f"hostile-{name.replace(' ', '-')}.jsonl") for name, path in files.items()}
    kept = rounds({name: lambda path=path: once([s.garner, "segment", path]) for name, path in lines.items()}, max(1, s.rounds // 2))
    share = {name: whole.stat().st_size / files[name].stat().st_size for name in files}
    worst = sorted(((median(ratios(kept, n, "ordinary")) * share[n], n) for n in files if n != "ordinary"), reverse=True)
    values = sorted(max(r[n].wall / r["ordinary"].wall * share[n] for n in files if n != "ordinary") for r in kept)
    return Row("×", values, "; ".join(f"{n} {v:.1f}×" for v, n in worst), disturbed(kept))


# ---- rows: loading, and the packs of the project

@row("load", "loading 1,000 rules with 3,000 examples, against libfyaml's parse and PCRE2's compile alone", "≤ 2×")
def _(s):
    folder = pack(1000, 3)
    built = subprocess.run(["make", "-s", "-C", ROOT, "build/tools/bench.d/load_cost"], capture_output=True, text=True)
    if built.returncode != 0:
        raise Failed("load_cost does not build: " + built.stderr.strip().split("\n")[-1])
    table = BENCH / "load-patterns"
    table.write_text("".join(p + "\n" for _, p in patterns(s, folder)))
    alone = ROOT / "build/tools/bench.d/load_cost"
    kept = rounds({"garner": lambda: once([s.garner, "rules", "check", "-r", folder]),
                   "alone": lambda: once([alone, table, *sorted(folder.glob("*.yaml"))])}, s.rounds * 4)
    return Row("×", ratios(kept, "garner", "alone"), f"garner {1e3 * median([r['garner'].wall for r in kept]):.0f} ms, "
               f"they {1e3 * median([r['alone'].wall for r in kept]):.0f} ms", disturbed(kept))


@row("nhs", "`garner run` with rules/nhs over the seeds, many times over, MB/s", "reported")
def _(s):
    folder = BENCH / "seeds"
    seeds = sorted((ROOT / "seeds").iterdir())
    folder.mkdir(parents=True, exist_ok=True)
    times = 50
    for i in range(times):
        for seed in seeds:
            (folder / f"{i:03}-{seed.name}").write_bytes(seed.read_bytes())
    total = times * sum(p.stat().st_size for p in seeds)
    kept = rounds({"run": run(s, folder, ROOT / "rules/nhs")}, s.rounds)
    return Row("MB/s", sorted(total / 1e6 / r["run"].wall for r in kept), f"{times * len(seeds)} documents, {total / 1e6:.1f} MB, one core", disturbed(kept))
