"""Runs programs and takes their time: wall seconds, CPU seconds and peak memory of whole processes, the page cache warm,
programs that are compared taking turns. A round in which other work took more than a twentieth of a core is tried again
a few times, then kept and counted as disturbed. Knows nothing of what is run."""
import dataclasses, os, pathlib, shutil, statistics, subprocess, time

TRIES = 3
OTHERS_ALLOWED = 0.05  # of one core
TICK = os.sysconf("SC_CLK_TCK")


@dataclasses.dataclass
class Took:
    wall: float
    cpu: float
    peak: int  # bytes
    disturbed: bool


class Failed(Exception):
    """A program that cannot be measured; the text says why."""


def busy_seconds():
    """CPU seconds that all work of the machine has taken so far, stolen ones too."""
    user, nice, system, _, _, irq, soft, steal = map(int, pathlib.Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9])
    return (user + nice + system + irq + soft + steal) / TICK


def once(command, ok=(0, 1), stdin=None):
    """Output goes to a file, as a user would keep it; what goes to stderr is shown where the status is not in `ok`."""
    from corpus import BENCH
    out, err = BENCH / "stdout", BENCH / "stderr"
    out.unlink(missing_ok=True)
    with open(out, "wb") as o, open(err, "wb") as e, open(stdin or "/dev/null", "rb") as i:
        others, start = busy_seconds(), time.perf_counter()
        process = subprocess.Popen([str(c) for c in command], stdin=i, stdout=o, stderr=e)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    cpu = usage.ru_utime + usage.ru_stime
    others = busy_seconds() - others - cpu
    if process.returncode not in ok:
        said = err.read_text(errors="replace").strip().split("\n")
        raise Failed(f"{pathlib.Path(str(command[0])).name}: status {process.returncode}: {said[0][:200]}")
    return Took(wall, cpu, usage.ru_maxrss * 1024, others > OTHERS_ALLOWED * wall + 2 / TICK)


def peak(command, ok=(0, 1)):
    """The same with the peak memory as /usr/bin/time has it: what this process itself takes counts for one that it starts,
    up to its exec."""
    from corpus import BENCH
    program, said = shutil.which("time"), BENCH / "peak"
    if not program:
        raise Failed("time is not installed")
    took = once([program, "-f", "%M", "-o", said, *command], ok)
    took.peak = int(said.read_text().split()[-1]) * 1024
    return took


def rounds(tasks, count):
    """[{name: Took}] of `count` rounds; each task is a function without arguments that gives a Took."""
    for task in tasks.values():  # warms the cache, and fails before time is spent
        task()
    kept = []
    for _ in range(count):
        for attempt in range(TRIES):
            took = {name: task() for name, task in tasks.items()}
            if not any(t.disturbed for t in took.values()):
                break
        kept.append(took)
    return kept


def median(values):
    return statistics.median(values)


def disturbed(kept):
    return sum(any(t.disturbed for t in r.values()) for r in kept)


def ratios(kept, slow, fast, of=lambda t: t.wall):
    """How many times `slow` takes what `fast` does, round by round, sorted."""
    return sorted(of(r[slow]) / max(of(r[fast]), 1e-9) for r in kept)
