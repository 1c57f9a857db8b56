# Helpers of the named tests, each of which starts with  . "$ROOT/tests/cases/lib.sh"
# shellcheck shell=sh disable=SC2034
RULES=$ROOT/rules/nhs
SEEDS=$ROOT/seeds

fail() {
	echo "$*" >&2
	exit 1
}
skip() {
	echo "$*"
	exit 77
}
need() { command -v "$1" >/dev/null || skip "no $1"; }

# status N COMMAND…: it must end with N; what it wrote is in out.txt and err.txt.
status() {
	want=$1
	shift
	"$@" >out.txt 2>err.txt
	got=$?
	[ $got -eq "$want" ] && return
	cat err.txt >&2
	fail "status $got instead of $want: $*"
}
# says TEXT: the last command said so on standard error.
says() { grep -qF -- "$1" err.txt || fail "not said: $1; but: $(cat err.txt)"; }
silent() { [ ! -s err.txt ] || fail "said: $(cat err.txt)"; }
one_line() { [ "$(wc -l <err.txt)" -eq 1 ] || fail "not one line: $(cat err.txt)"; }
prints() { grep -qF -- "$1" out.txt || fail "not printed: $1; but: $(head -c 500 out.txt)"; }
lines() { [ "$(wc -l <out.txt)" -eq "$1" ] || fail "$(wc -l <out.txt) lines instead of $1"; }
same() { diff -r "$1" "$2" >difference || fail "$1 and $2 differ: $(head -n 5 difference | cut -c 1-300)"; }

# chain PATH…: the filters up to resolve.
chain() {
	garner-read "$@" | garner-segment | garner-extract -r "$RULES" | garner-normalise -r "$RULES" | garner-resolve -r "$RULES"
}
# field FILE JQ: the value in the first line.
field() { head -n 1 "$1" | jq -r "$2"; }

# places_hold FILE: in every line, each place lies in the text and each quote is its bytes.
places_hold() {
	python3 - "$1" <<-'END' || exit 1
		import json, sys
		for line in open(sys.argv[1], encoding="utf-8"):
		    document = json.loads(line)
		    text = document.get("text", "").encode()
		    for kind in "blocks", "records":
		        for row in document.get(kind, []):
		            quote = text[row["start"]:row["end"]].decode()
		            if row["end"] > len(text) or row.get("quote", quote) != quote:
		                sys.exit(f"{kind}: {row}")
	END
}

# reads TEXT LINE…: core's rules read just these figures and dates in the text, then say these findings; parts separated
# by bars. Asked for one by one, looked at all together by readings_hold.
reads() {
	python3 -c 'import json, sys; print(json.dumps({"id": "%04d" % int(sys.argv[1]), "text": sys.argv[2] + "\n"}, ensure_ascii=False))' \
		"$(cat wanted.txt 2>/dev/null | grep -c '^= ')" "$1" >>texts.jsonl
	printf '= %s\n' "$@" | sed '1!s/^= //' >>wanted.txt
}
readings_hold() {
	garner-read --jsonl texts.jsonl | garner-segment 2>/dev/null | garner-extract -r "$ROOT/rules/core" 2>/dev/null |
		garner-normalise -r "$ROOT/rules/core" 2>err.txt >read.jsonl
	jq -r '"= " + (.text | rtrimstr("\n")), (.records[] | select(.is == "figure" or .is == "date") |
		[.quote, .kind, .value, .value_to, .unit] | map(. // "") | join("|")), (.findings[] | [.code, .message] | join("|"))' read.jsonl |
		diff -U 1 wanted.txt - || fail 'other values were read'
}
# small_pack DIR: a pack that loads at once, with an entity or two in most lines.
small_pack() {
	mkdir -p "$1"
	printf 'pack: %s\nabout: Towns, for tests of scale\nregion: GB\ndates: day-first\n' "$1" >"$1/pack.yaml"
	cat >"$1/a.rules.yaml" <<-'END'
		rules:
		  - id: town
		    about: A word with a capital behind "in"
		    emit: mention
		    match: '(?<= \b in \s ) (?<name> \p{Lu}\p{Ll}+ )'
		    as: mention
		    fields: {type: {value: town}}
		    examples: [{text: 'Rain in Selby today', gives: [{quote: Selby}]}, {text: in town, gives: []}]
	END
}
# small_documents DIR N: N documents of a few lines, some in folders below, no two alike.
small_documents() {
	mkdir -p "$1/below"
	awk -v dir="$1" -v n="$2" 'BEGIN {
		split("Selby Goole Malton Whitby Filey Thirsk Ripon", town, " ")
		for (i = 1; i <= n; i++) {
			file = sprintf("%s/%s%03d.txt", dir, i % 3 ? "" : "below/", i)
			printf "Report %d\n\nRain in %s, wind in %s.\n\n- %d cars in %s\n- a door\n", \
				i, town[i % 7 + 1], town[i % 5 + 1], i * 17, town[i % 3 + 1] > file
			close(file)
		}
	}'
}
# small_chain: the filters between read and collect.
small_chain() { garner segment | garner extract -r "$1" | garner normalise -r "$1" | garner resolve -r "$1"; }
