"""What takes part in a comparison: garner, into a dataset that is new each time, and the other tools with the same
patterns. Each is a function without arguments that runs it once and gives what it took (measure.Took)."""
import atexit, os, pathlib, re, shutil, subprocess, sys, tempfile

import rules
from corpus import BENCH, ROOT
from measure import Failed, once


def pack(count, examples=2):
    return rules.write_pack(BENCH / f"pack-{count}", count, examples)


DATASETS = BENCH / "datasets"


def fresh():
    """The name of a dataset that is not there yet."""
    if not DATASETS.exists():
        DATASETS.mkdir(parents=True)
        atexit.register(shutil.rmtree, DATASETS, ignore_errors=True)
    return pathlib.Path(tempfile.mkdtemp(dir=DATASETS)) / "dataset"


def emptied(dataset):
    """Gives its disk back but leaves its files until the end: where many files were removed a moment ago, ext4 is slow to
    make new ones, which would be counted against the next that is measured."""
    for path in dataset.rglob("*"):
        if path.is_file():
            os.truncate(path, 0)


def run(s, folder, rule_pack, *options, measure=once):
    """garner run into a dataset that is new, on one core unless the options say else."""
    if "-j" not in options:
        options = ("-j", "1", *options)

    def task():
        dataset = fresh()
        took = measure([s.garner, "run", folder, "-r", rule_pack, "-o", dataset, *options])
        emptied(dataset)
        return took
    return task


def helped(s, option):
    text = subprocess.run([s.garner, "run", "--help"], capture_output=True, text=True).stdout
    if option not in text:
        raise Failed(f"garner run {option}: not in this build")


def patterns(s, rule_pack):
    """[(name, pattern)] as garner rules list --patterns prints them. They are written in extended mode."""
    listed = subprocess.run([s.garner, "rules", "list", "-r", rule_pack, "--patterns"], capture_output=True, text=True)
    if listed.returncode != 0:
        raise Failed("garner rules list --patterns: " + listed.stderr.strip())
    head, *lines = [line.split("\t") for line in listed.stdout.splitlines()]
    return [(line[0], line[head.index("pattern")]) for line in lines if len(line) == len(head)]


def plain(pattern):
    return re.sub(r"\(\?<(\w+)>", "(", pattern)


def union(found):
    return "(?x)" + "|".join(f"(?:{plain(p)})" for p in found) + "\n"


def pattern_files(s, rule_pack):
    """The same patterns as one union, as one file a pattern, and as lines of name and pattern."""
    folder = BENCH / f"patterns-{rule_pack.name}"
    folder.mkdir(parents=True, exist_ok=True)
    found = patterns(s, rule_pack)
    whole, table, each = folder / "union", folder / "table", []
    whole.write_text(union(p for _, p in found))
    table.write_text("".join(f"{n}\t(?x){p}\n" for n, p in found))
    for i, (_, p) in enumerate(found):
        each.append(folder / f"one-{i}")
        each[-1].write_text(union([p]))
    return whole, each, table


def tool(name):
    path = shutil.which(name)
    if not path:
        raise Failed(f"{name} is not installed")
    return path


RG = ["-P", "--json", "-j1", "--no-config", "--no-ignore", "--hidden"]


def many(commands):
    """Programs run one after the other, as one task."""
    def task():
        took = [once(c) for c in commands]
        total = took[0]
        for t in took[1:]:
            total.wall += t.wall
            total.cpu += t.cpu
            total.disturbed |= t.disturbed
        return total
    return task


# ---- other tools; each a function from a folder to a task

def rg_union(s, *more, rules=None):
    whole, _, _ = pattern_files(s, rules or pack(40))
    return lambda folder: lambda: once([tool("rg"), *RG, *more, "-f", whole, folder])


def rg_each(s):
    _, each, _ = pattern_files(s, pack(40))
    return lambda folder: many([[tool("rg"), *RG, "-f", one, folder] for one in each])


def rg_unions(s, rules):
    """(how many patterns, a tool): those of a pack that rg can take, in as few unions as it can take, since one of all is
    too much for it: it is halved until each half compiles."""
    file = BENCH / f"patterns-{rules.name}" / "part"

    def takes(some):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(union(some))
        return subprocess.run([tool("rg"), *RG, "-f", file, os.devnull], capture_output=True).returncode < 2

    def parts(some):
        if takes(some):
            return [some]
        return parts(some[: len(some) // 2]) + parts(some[len(some) // 2:]) if len(some) > 1 else []
    found, files = parts([p for _, p in patterns(s, rules)]), []
    for i, some in enumerate(found):
        files.append(file.with_name(f"part-{i}"))
        files[-1].write_text(union(some))
    return sum(map(len, found)), lambda folder: many([[tool("rg"), *RG, "-f", one, folder] for one in files])


def pcre2grep(s):
    whole, _, _ = pattern_files(s, pack(40))
    return lambda folder: lambda: once([tool("pcre2grep"), "-u", "-o", "-r", "-f", whole, folder])


def grep(s):
    whole, _, _ = pattern_files(s, pack(40))
    return lambda folder: lambda: once(["env", "LC_ALL=C.UTF-8", "grep", "-r", "-o", "-P", "-f", whole, folder])


def script(s, interpreter, name, rules=None):
    _, _, table = pattern_files(s, rules or pack(40))
    return lambda folder: lambda: once([interpreter, ROOT / "scripts/bench.d" / name, table, folder])


def python_regex():
    for one in ("/usr/bin/python3", sys.executable):
        if subprocess.run([one, "-c", "import regex"], capture_output=True).returncode == 0:
            return one
    raise Failed("python3-regex is not installed")
