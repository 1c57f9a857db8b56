"""The benchmark's rules: forty plain patterns of the kinds that rules/core has, and variants of five of them for larger
packs. A pattern here means the same to PCRE2, Perl and Python's regex, in extended mode or not: no blanks, no #, no
fragments, no recursion, names of groups without dots. The one difference that is left is Unicode's part in \\w, \\d and
\\b, which each tool takes as it is run. Writes packs; knows nothing of timing."""
import pathlib, shutil

import regex  # Debian: python3-regex

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
SHORT_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
YEAR = r"(?:19|20)\d\d"
NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
SCALE = r"(?:\s?(?<scale>million|billion|thousand|k|m|bn)\b)?"
PERSON = r"\p{Lu}\p{Ll}+(?:\s\p{Lu}\.?)?\s\p{Lu}[\p{L}-]+"
REGISTERS = {"months": "word", "currencies": "mark", "units": "word", "scales": "word", "numbers": "word",
             "qualifiers": "words", "dialling": "country", "domains": "ending", "seasons": "word", "decades": "word", "ordinals": "word"}

# id, emit, type of value (as), further columns, pattern, a text that it takes something from.
CORE = [
    ("money.symbol", "figure", "money", {}, rf"(?<currency>[£$€])\s?(?<number>{NUMBER}){SCALE}", "The roof cost £12,500 in all."),
    ("money.code", "figure", "money", {}, rf"\b(?<currency>GBP|USD|EUR|CHF|JPY)\s?(?<number>{NUMBER}){SCALE}", "They asked for EUR 95 million."),
    ("money.word", "figure", "money", {}, rf"\b(?<number>{NUMBER}){SCALE}\s(?<currency>pounds|dollars|euros)\b", "It was 300 dollars then."),
    ("percent.sign", "figure", "percent", {}, rf"\b(?<number>{NUMBER})\s?%", "About 12.5 % were late."),
    ("percent.word", "figure", "percent", {}, rf"\b(?<number>{NUMBER})\s(?:per\scent|percent)\b", "It fell by 30 percent."),
    ("percent.points", "figure", "percent", {}, rf"\b(?<number>{NUMBER})\s(?<points>percentage\spoints?)\b", "It rose by 3 percentage points."),
    ("count.things", "figure", "count", {}, rf"\b(?<number>{NUMBER})\s(?<of>files|packages|users|people|lines|bytes|bits|characters|processes|machines|pages|items)\b", "There were 4,000 packages."),
    ("count.spelled", "figure", "count", {}, r"\b(?<number>two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)\s(?<of>[a-z]+s)\b", "It has four doors."),
    ("ordinal.digits", "figure", "ordinal", {}, r"\b(?<number>\d+)(?:st|nd|rd|th)\b", "This is the 21st edition."),
    ("ratio.in", "figure", "ratio", {}, r"\b(?<number>\d)\sin\s(?<number_of>\d+)\b", "It hits 1 in 5 of them."),
    ("duration.digits", "figure", "duration", {}, r"\b(?<number>\d+)\s(?<unit>seconds?|minutes?|hours?|days?|weeks?|months?|years?)\b", "Wait for 30 seconds."),
    ("age.aged", "figure", "age", {}, r"\b(?:aged?)\s(?<number>\d{1,3})\b", "She was aged 45."),
    ("measure.length", "figure", "measure", {}, rf"\b(?<number>{NUMBER})\s?(?<unit>km|cm|mm|m|miles|feet|inches)\b", "The pier is 300 m long."),
    ("measure.mass", "figure", "measure", {}, rf"\b(?<number>{NUMBER})\s?(?<unit>kg|mg|g|tonnes|pounds)\b", "It weighs 12 kg."),
    ("measure.bytes", "figure", None, {"kind": "=measure", "value": "number:decimal", "unit": "unit:text"}, rf"\b(?<number>{NUMBER})\s?(?<unit>[kKMGT]i?B)\b", "You need 512 MB for it."),
    ("measure.frequency", "figure", None, {"kind": "=measure", "value": "number:decimal", "unit": "unit:text"}, rf"\b(?<number>{NUMBER})\s?(?<unit>[kMG]?Hz)\b", "It runs at 48 kHz."),
    ("date.iso", "date", "date", {}, r"\b(?<iso>\d{4}-[01]\d-[0-3]\d)\b", "It was built on 2021-04-01."),
    ("date.day-first", "date", "date", {}, rf"\b(?<day>[0-3]?\d)(?:st|nd|rd|th)?\s(?<month>{MONTHS})\s(?<year>{YEAR})\b", "Signed on 3 May 2021."),
    ("date.month-first", "date", "date", {}, rf"\b(?<month>{MONTHS})\s(?<day>[0-3]?\d)(?:st|nd|rd|th)?,?\s(?<year>{YEAR})\b", "Signed on May 3, 2021."),
    ("date.month", "date", "date", {}, rf"\b(?<month>{MONTHS})\s(?<year>{YEAR})\b", "It opened in May 2021."),
    ("date.short-month", "date", "date", {}, rf"\b(?<day>[0-3]?\d)\s(?<month>{SHORT_MONTHS})\s(?<year>{YEAR})\b", "Dated Mon, 03 Feb 2021."),
    ("date.numeric", "date", "date", {}, rf"\b(?<numeric>[0-3]?\d/[01]?\d/{YEAR})\b", "It is due on 12/03/2019."),
    ("date.in-year", "date", "date", {}, rf"\b(?:in|since|until|by)\s(?<year>{YEAR})\b", "Founded in 1997."),
    ("date.quarter", "date", "period", {}, rf"\bQ(?<quarter>[1-4])\s(?<year>{YEAR})\b", "Planned for Q3 2019."),
    ("date.decade", "date", "period", {}, r"\bthe\s(?<decade>(?:19|20)\d0s)\b", "It began in the 1990s there."),
    ("contact.email", "contact", "email", {}, r"\b(?<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)", "Write to desk@example.org today."),
    ("contact.url", "contact", "url", {}, r"""\b(?<url>https?://[^\s<>"')\]]+[^\s<>"')\].,;:])""", "See https://example.org/a for more."),
    ("contact.phone", "contact", "phone", {}, r"(?<phone>\+\d{1,3}[\s-]?(?:\d{2,4}[\s-]?){2,4}\d{2,4})\b", "Call +44 115 496 0000 now."),
    ("name.organisation", "mention", "mention", {"type": "=organisation"}, r"\b(?<name>(?:\p{Lu}[\w&.-]*\s){1,4}(?:Inc|Ltd|LLC|GmbH|Corporation|Foundation|Institute|University|Association))\b", "It belongs to the Red Lamp Foundation now."),
    ("name.office", "mention", "mention", {"type": "=organisation"}, r"\b(?<name>(?:University|Institute|Department|Ministry|Office|School)\sof\s\p{Lu}\w+(?:\s\p{Lu}\w+){0,3})", "She studied at the University of Larkfield."),
    ("name.titled", "mention", "mention", {"type": "=person"}, r"\b(?:Mrs?|Ms|Dr|Prof|Professor|Sir)\.?\s(?<name>\p{Lu}\p{Ll}+(?:\s\p{Lu}\p{Ll}+){0,2})", "Ask Dr. Ada Marlow about it."),
    ("name.mail", "mention", "mention", {"type": "=person"}, rf"(?<name>{PERSON})\s<[^\s<>@]+@", "From Ada Marlow <ada@example.org> today."),
    ("name.role", "mention", "mention", {"type": "=person"}, rf"\b(?:[Mm]aintainer|[Aa]uthor|[Ee]ditor|[Cc]hairman|[Dd]irector)s?[,:]?\s(?<name>{PERSON})", "The editor, Ada Marlow, agreed."),
    ("name.version", "mention", "mention", {"type": "=version"}, r"\b(?:[Vv]ersion|[Rr]elease)\s(?<name>\d+(?:\.\d+)+)\b", "This is version 2.10.3 of it."),
    ("name.rfc", "mention", "mention", {"type": "=publication"}, r"\b(?<name>RFC[\s-]?\d{3,5})\b", "As RFC 2822 says."),
    ("name.bug", "mention", "mention", {"type": "=bug"}, r"\b(?:[Bb]ug|Closes:)\s\x23(?<name>\d{3,7})\b", "This is bug #123456 again."),
    ("name.cve", "mention", "mention", {"type": "=bug"}, r"\b(?<name>CVE-\d{4}-\d{4,7})\b", "It fixes CVE-2021-12345 too."),
    ("name.manual", "mention", "mention", {"type": "=publication"}, r"\b(?<name>[a-z][\w.-]+\([1-8]\))", "See crontab(5) for it."),
    ("name.licence", "mention", "mention", {"type": "=publication"}, r"\b(?<name>(?:GNU|BSD|MIT|Apache)(?:\s\p{Lu}\w+){0,3}\s[Ll]icen[cs]e)\b", "Under the GNU General Public License as before."),
    ("abbreviation.brackets", "abbreviation", "abbreviation", {}, r"\b(?<long>\p{Lu}\p{Ll}+(?:\s\p{Lu}\p{Ll}+){1,4})\s\((?<short>\p{Lu}{2,6})\)", "The Larkfield Harbour Board (LHB) met."),
]

UNITS = "volts amps watts ohms degrees decibels pixels dots columns rows blocks sectors cylinders tracks frames samples channels cycles ticks jiffies pages threads cores sockets nodes racks inodes buffers packets segments entries slots ports pins wires lanes banks ranks layers levels stages steps passes rounds retries attempts failures errors warnings messages records fields keys values words tokens symbols registers instructions loops calls branches commits options arguments parameters variables functions arrays pointers objects classes modules drivers devices boards chips cards disks".split()
SUFFIXES = "Council Trust Board Agency Authority Society Company Group Partners Bank Press Union Club Museum Library College Academy Hospital Church Party Committee Commission Consortium Alliance Federation League Network Project Team Laboratory Laboratories Centre Center Systems Software Technologies Electronics Industries Networks Solutions Services Semiconductor Instruments Computers Microsystems Publishing Records Studios Holdings Enterprises Associates Brothers Works Department Division Bureau Office Ministry Secretariat Parliament Court".split()
ROLES = "treasurer secretary president chair founder developer translator reviewer contributor packager programmer engineer designer architect manager leader coordinator moderator sponsor mentor owner inventor researcher professor lecturer student journalist writer poet painter composer singer actor pilot captain sergeant colonel general admiral minister senator mayor governor judge lawyer doctor nurse teacher priest bishop farmer baker butcher carpenter plumber driver porter clerk cashier guard gardener".split()
CUES = "founded established opened closed released published announced introduced removed deprecated replaced merged renamed rewritten created designed adopted approved rejected signed ratified launched discontinued suspended resumed started finished completed extended upgraded updated revised translated ported packaged uploaded accepted withdrawn abolished dissolved elected appointed retired born died married divorced discovered invented patented licensed sold bought acquired moved built demolished restored registered dated printed reprinted issued".split()
NOUNS = "apples boats bridges cars chairs cities children clocks countries courts doors engines farms floors gardens gates girls boys hospitals hotels houses islands kings lakes languages letters libraries members men women months mountains names nights offices parts persons pictures places players points ports prisoners projects questions rivers roads rooms rules schools ships shops soldiers songs stations stones streets students teachers towns trains trees villages visitors votes walls windows workers animals birds fish horses dogs cats flowers fields forests hills beaches markets churches cinemas theatres museums restaurants banks factories companies sailors nurses doctors lawyers judges".split()


def variants():
    """Endlessly many would be easy; these are as many as the words reach, the five kinds in turn."""
    kinds = [
        ("unit", UNITS, "figure", None, {"kind": "=count", "value": "number:decimal", "of": "of:text"}, lambda w: rf"\b(?<number>{NUMBER})\s(?<of>{w[:-1]}s?)\b", lambda w: f"It has 12 {w} at most."),
        ("organisation", SUFFIXES, "mention", "mention", {"type": "=organisation"}, lambda w: rf"\b(?<name>(?:\p{{Lu}}[\w&.-]*\s){{1,4}}{w})\b", lambda w: f"It went to the Red Lamp {w} then."),
        ("role", ROLES, "mention", "mention", {"type": "=person"}, lambda w: rf"\b[{w[0].upper()}{w[0]}]{w[1:]},?\s(?<name>{PERSON})", lambda w: f"The {w} Ada Marlow agreed."),
        ("event", CUES, "date", "date", {}, lambda w: rf"\b{w}\s(?:in|on)\s(?:(?<day>[0-3]?\d)\s)?(?:(?<month>{MONTHS})\s)?(?<year>{YEAR})\b", lambda w: f"It was {w} in May 2021 there."),
        ("count", NOUNS, "figure", "count", {}, lambda w: rf"\b(?<number>{NUMBER})\s(?:[a-z]+\s)?(?<of>{w})\b", lambda w: f"They saw 40 old {w} there."),
    ]
    for i in range(max(len(k[1]) for k in kinds)):
        for name, words, emit, as_, fields, pattern, text in kinds:
            if i < len(words):
                yield (f"{name}.{words[i].lower()}", emit, as_, fields, pattern(words[i]), text(words[i]))


def rules(count):
    """The first `count` rules; beyond the words, the same again under other ids with a word in front."""
    found = list(CORE) + list(variants())
    for turn in range(2, 2 + count // len(found)):
        found += [(f"{i}.{turn}", e, a, f, rf"(?<!\w{{{turn}}}-)(?:{p})", t) for i, e, a, f, p, t in found[: len(CORE) + len(list(variants()))]]
    return found[:count]


def quoted(text):
    return "'" + text.replace("'", "''") + "'"


def write_pack(folder, count, examples=2):
    """A pack of `count` rules with the registers that their values need; `examples` of each (none where it is 0)."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    lines = [f"pack: {folder.name}", "about: Rules to measure with", "region: GB", "dates: day-first", "registers:"]
    for name, key in REGISTERS.items():
        shutil.copy(ROOT / "rules/core" / f"{name}.csv", folder)
        header = (folder / f"{name}.csv").read_text().split("\n", 1)[0].split(",")
        lines.append(f"  {name}: {{file: {name}.csv, key: [{key if key in header else header[0]}]}}")
    (folder / "pack.yaml").write_text("\n".join(lines) + "\n")
    out = ["rules:"]
    for place, (name, emit, as_, fields, pattern, text) in enumerate(rules(count)):
        out += [f"  - id: {name}", f"    about: To measure with, {name}", f"    emit: {emit}", f"    match: {quoted(pattern)}"]
        out += [f"    as: {as_}"] if as_ else []
        out += ["    fields:"] if fields else []
        for column, said in fields.items():
            capture, _, kind = said.partition(":")
            out.append(f"      {column}: " + (f"{{value: {said[1:]}}}" if said[0] == "=" else f"{{from: {capture}, type: {kind}}}"))
        out += [f"    priority: {1000 - place}" if place < 1000 else "    priority: 0"]
        out += ["    examples:"] if examples else []
        for i in range(examples):
            out.append(f"      - {{text: {quoted('Nothing stands here but words, ' + str(i))}, gives: []}}" if i else
                       f"      - {{text: {quoted(text)}, gives: [{{quote: {quoted(regex.search(pattern, text)[0])}}}]}}")
    (folder / "bench.rules.yaml").write_text("\n".join(out) + "\n")
    return folder
