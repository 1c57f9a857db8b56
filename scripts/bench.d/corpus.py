"""The texts to measure on. A corpus is made of Debian's documentation packages: they are fetched with apt-get download
and unpacked below build/bench, so that nothing is installed; what is plain text in them is taken whole, file by file,
the packages in turn, until there is enough. The same packages give the same corpus. Hostile texts are made up."""
import collections, gzip, hashlib, pathlib, re, shutil, subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
BENCH = ROOT / "build/bench"
PACKAGES = ["debian-policy", "debian-faq", "doc-debian", "developers-reference", "debian-history", "maint-guide",
            "installation-guide-amd64", "git-doc", "postfix-doc", "python3.11-doc", "vim-runtime", "linux-doc-6.1"]
SUFFIXES = {".txt", ".rst", ".md", ".text"}
NAMES = ("changelog", "NEWS", "README", "copyright", "TODO")
LARGEST = 1 << 20


def fetch(package):
    """The package's folder, unpacked."""
    folder = BENCH / "packages" / package
    if folder.exists():
        return folder
    aside = BENCH / "packages" / f"{package}.new"
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    subprocess.run(["apt-get", "download", "-q", package], cwd=aside, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    (deb,) = aside.glob("*.deb")
    subprocess.run(["dpkg-deb", "-x", deb, aside / "root"], check=True)
    deb.rename(aside / deb.name)
    aside.rename(folder)
    return folder


def is_text(path):
    name = path.name.removesuffix(".gz")
    suffix = pathlib.PurePath(name).suffix
    return suffix in SUFFIXES or (name.startswith(NAMES) and suffix not in {".html", ".js"})


def texts(package):
    """(name, bytes) of what is plain English text in it, in an order that has nothing to do with the folders."""
    root = fetch(package) / "root"
    found = [p for p in root.rglob("*") if p.is_file() and not p.is_symlink() and is_text(p)]
    for path in sorted(found, key=lambda p: hashlib.sha256(str(p.relative_to(root)).encode()).digest()):
        raw = path.read_bytes()
        data = gzip.decompress(raw) if path.suffix == ".gz" else raw
        if not 0 < len(data) <= LARGEST or b"\0" in data:
            continue
        try:
            if sum(c > "\u024f" for c in data.decode()) > len(data) // 10:  # another script: another language
                continue
        except UnicodeDecodeError:
            continue
        yield f"{package}-{path.relative_to(root).as_posix().replace('/', '-').removesuffix('.gz')}"[-180:], data


def corpus(megabytes):
    """A folder with at least so many MB of text (10^6 bytes each), and its size in bytes; made once. Where the packages
    end, they come again under other names."""
    folder = BENCH / f"corpus-{megabytes}"
    if not folder.exists():
        aside = BENCH / f"corpus-{megabytes}.new"
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir(parents=True)
        total, turn = 0, 0
        while total < megabytes * 1000000:
            turn += 1
            waiting = collections.deque(texts(p) for p in PACKAGES)
            while waiting and total < megabytes * 1000000:
                source = waiting.popleft()
                if (text := next(source, None)) is None:
                    continue
                waiting.append(source)
                (aside / f"{turn}-{text[0]}").write_bytes(text[1])
                total += len(text[1])
        aside.rename(folder)
    return folder, sum(p.stat().st_size for p in folder.iterdir())


NAME = re.compile(rb"(?<=[a-z,] )[A-Z][a-z]{3,12}\b")
ENDS = [b"ard", b"bert", b"dine", b"ette", b"fold", b"grim", b"hild", b"ina", b"jorn", b"kin", b"lind", b"mar", b"nell", b"olf", b"rick", b"wen"]


def renamed(text, turn, number):
    """Every fifth capitalised word inside a line gets another end: texts that come again bring names of their own, so that
    the names of a large folder grow as they do in life."""
    count = 0

    def other(match):
        nonlocal count
        count += 1
        if count % 5:
            return match[0]
        return match[0][:4] + ENDS[hashlib.md5(b"%s %d" % (match[0], turn * 7 + number % 13)).digest()[0] % len(ENDS)]
    return NAME.sub(other, text)


def cut(files, size):
    """A folder of so many files of about so many bytes each, cut at line ends from the corpus, no two alike, and its size."""
    folder = BENCH / f"cut-{files}-{size}"
    if not folder.exists():
        aside = BENCH / f"cut-{files}-{size}.new"
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir(parents=True)
        source = b"\n".join(p.read_bytes() for p in sorted(corpus(32)[0].iterdir()))
        at = turn = 0
        for number in range(files):
            if at + size > len(source):
                at, turn = number % 997, turn + 1  # another place in its lines
            end = source.find(b"\n", at + size) + 1 or len(source)
            text = source[at:end].decode(errors="ignore").encode()
            (aside / f"{number:07}.txt").write_bytes(renamed(text, turn, number) if turn else text)
            at = end
        aside.rename(folder)
    return folder, sum(p.stat().st_size for p in folder.iterdir())


def sample(folder, count):
    """So many files from all over a folder, in a folder of their own, and its size."""
    few = folder.with_name(f"{folder.name}-{count}")
    if not few.exists():
        aside = folder.with_name(f"{folder.name}-{count}.new")
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir(parents=True)
        found = sorted(folder.iterdir())
        for i in range(min(count, len(found))):
            path = found[i * len(found) // min(count, len(found))]
            (aside / path.name).hardlink_to(path)
        aside.rename(few)
    return few, sum(p.stat().st_size for p in few.iterdir())


def hostile(size):
    """Texts of so many bytes that ask for more than their size deserves: name → file."""
    def repeat(line):
        return (line * (size // len(line) + 1))[:size]
    made = {
        "bullets": repeat(b"- item\n"),
        "bare bullets": repeat(b"-\n"),
        "bars": repeat(b"|"),
        "lines of bars": repeat(b"| a | b |\n"),
        "blank lines": repeat(b"\n"),
        "blanks": repeat(b" "),
        "one line": repeat(b"word and word "),
        "one word": repeat(b"x"),
        "deep headings": b"".join(b"%d%s Title\n\n" % (i, b".1" * min(i, 300)) for i in range(1, 10001))[:size],
        "headings": b"".join(b"#" * (1 + i % 6) + b" Heading %d\n\n" % i for i in range(size // 16)),
        "deep indents": b"".join(b" " * (i % 200) + b"- item\n" for i in range(size // 107)),
        "columns": repeat(b"a  b  c  d  e  f  g  h\n"),
        "brackets": repeat(b"(((["),
    }
    folder = BENCH / f"hostile-{size}"
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in made.items():
        (folder / f"{name.replace(' ', '-')}.txt").write_bytes(data)
    return {name: folder / f"{name.replace(' ', '-')}.txt" for name in made}
