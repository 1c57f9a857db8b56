/* Property: cues lose no match, and neither sieves nor strips lose one. Random patterns of all that rules are made of run over random texts
 * three times: as they are written, by the interpreter; only where the scanner of their cues finds them, within its
 * window, behind the bytes that a match may start with, as machine code; and so again, only where their sieve says, and only
 * where strips say, for all matches one behind the other. All must say the same. */
#include "base/buf.h"
#include "base/utf8.h"
#include "random.h"
#include "rules/regex.h"
#include "rules/scanner.h"
#include "rules/sieve.h"
#include "rules/strips.h"

#include <string.h>

enum { ROUNDS = 250, PATTERNS = 24, TEXTS = 40 };

static arena a;

/* ---- patterns */

static const char *const words[] = {"a", "b", "k", "s", "ab", "ska", "1", "12", "Ka", "é", "£", "½", "-", "x", "\\.",
        "(?:ab|ba)", "September", "may", "(?:a|ba|k|bk|s|as|ab|aab|ska|1|21|x|may|sep|may1|Ka|(?:b|s)?x)"};
static const char *const items[] = {"\\d", "\\s", "\\w", "\\p{L}", "\\p{Lu}", "\\p{Ll}", "\\p{Sc}", "\\p{Pd}", "\\P{L}",
        "\\D", "\\S", "[ab]", "[^a]", "[^\\d]", "[^\\P{L}k]", "[a-f1]", "[\\s-]", "[kS]", "[é£]",
        "[\\x{BC}-\\x{BE}\\x{2150}-\\x{215E}]", "[^\\s\\p{P}]", ".", "\\x20", "\\x{212A}", "\\xE9", "\\h", "\\R",
        "[[:alpha:]]", "[^[:punct:]k]", "\\p{N}", "\\W", "\\N"};
static const char *const edges[] = {"^", "$", "\\b", "\\B", "\\A", "\\z", "\\G", "\\K", "(?<!\\p{L})", "(?!\\d)",
        "(?<![\\p{L}\\p{N}])", "(?![\\p{L}\\p{N}])", "(?<=a)", "(?<=\\s)", "(?=k)", "(?=[A-Z])", "(?!a|\\d)",
        "(?<!1[.-])", "(?<!\\P{L})", "(?!(?(1)a|(*F)))", "(?!(?(1)k|b))", "(?<!(?(1)a|(*F)))", "(?!)", "(?(1)a|(?!))",
        "(?(1)k|(*F))"};
static const char *const quantifiers[] = {
        "?", "*", "+", "{2}", "{1,3}", "{0,2}", "{2,}", "??", "*?", "+?", "++", "*+", " +", "{1,2} ?"};
static const char *const opens[] = {"(?:", "(?:", "(?:", "(", "(?i:", "(?i:", "(?-i:", "(?=", "(?!", "(?<n>", "(?>",
        "(?|", "(?i)(?:", "(?s:", "(?m:", "(?^:", "(?(1)"};
static const char *const rest[] = {"(*FAIL)", "(*SKIP)", "(*COMMIT)", "\\1", "(?1)", "(?R)?", "(?#k)", " ", "# c\n",
        "\\Qa b\\E", "(*ACCEPT)", "(?i)", "(?-i)", "(?-1)", "(?-1)", "(?-2)", "(?2)", "(?1)"};

#define pick(list) list[random_below(sizeof(list) / sizeof *(list))]

static void put(struct buf *out, const char *s) { buf_put(out, slice_of(s)); }

static void put_pattern(struct buf *out, unsigned depth);

static void put_atom(struct buf *out, unsigned depth) {
	size_t kind = random_below(20);
	if (kind < 9)
		put(out, pick(words));
	else if (kind < 13)
		put(out, pick(items));
	else if (kind < 16)
		put(out, pick(edges));
	else if (kind < 17 && random_below(3) == 0)
		put(out, pick(rest));
	else if (depth > 0) {
		put(out, pick(opens));
		put_pattern(out, depth - 1);
		put(out, ")");
	}
	if (random_below(4) == 0) put(out, pick(quantifiers));
}

static void put_pattern(struct buf *out, unsigned depth) {
	size_t branches = random_below(3) == 0 ? 1 + random_below(3) : 1;
	for (size_t i = 0; i < branches; i++) {
		if (i > 0) put(out, "|");
		for (size_t n = 1 + random_below(4); n > 0; n--) put_atom(out, depth);
	}
}

/* One that PCRE2 takes. */
static struct regex *random_pattern(void) {
	for (;;) {
		struct buf out = {0};
		struct regex_error error;
		put_pattern(&out, 3);
		struct regex *r = regex_compile(&a, buf_slice(&out), NULL, 0, &error);
		buf_free(&out);
		if (r != NULL) return r;
	}
}

/* ---- texts */

static const char *const pieces[] = {"a", "b", "k", "s", "K", "S", "ab", "ska", "1", "12", "2018", " ", " ", "  ", "-",
        ".", "x", "é", "É", "£", "½", "⅝", "\xE2\x84\xAA", "\xC5\xBF", "\xC2\xA0", "\xD9\xA1", "\n", "\t", "Sep",
        "September", "MAY", "may", "Ka", "kA", "#", "_", "\x01", "\x02", "\xF0\x9F\x98\x80", "ba", "AB", "z"};

static slice random_text(void) {
	slices parts = {0};
	for (size_t n = random_below(random_below(8) == 0 ? 60 : 12); n > 0; n--)
		*vec_push(&a, &parts) = slice_of(pick(pieces));
	return slice_concat(&a, parts.v, parts.n);
}

/* ---- both ways */

struct answer {
	enum regex_status status;
	span at;
};

static struct answer search(struct matcher *m, const struct regex *r, slice text, span window) {
	struct answer out = {regex_search_until(m, r, text, window.start, window.end), SPAN_NONE};
	if (out.status == REGEX_MATCH) out.at = matcher_group(m, 0);
	return out;
}

static bool agree(struct answer x, struct answer y) {
	return x.status == y.status && x.at.start == y.at.start && x.at.end == y.at.end;
}

static void compare(slice pattern, slice text, struct answer plain, struct answer fast) {
	bool open = plain.status == REGEX_LIMIT || fast.status == REGEX_LIMIT;
	if (open || agree(plain, fast)) return;
	printf("prop_cue: pattern <%.*s> text <%.*s>: %d %zu-%zu as written, %d %zu-%zu by its cues\n", (int)pattern.n,
	        pattern.p, (int)text.n, text.p, plain.status, plain.at.start, plain.at.end, fast.status, fast.at.start,
	        fast.at.end);
	exit(1);
}

/* One who looks for all matches in three ways. */
struct watchers {
	struct matcher *plain, *machine, *fast;
};

/* PCRE2's own two ways differ now and then (10.42): those patterns have machine code before they are first matched. */
static void both_ways(
        const struct watchers *w, const struct regex *r, slice text, struct answer here, struct answer machine) {
	bool same = agree(here, machine);
	const struct regex_group *groups;
	size_t n = regex_groups(r, &groups);
	for (size_t i = 0; here.status == REGEX_MATCH && same && i < n; i++) {
		span x = matcher_group(w->plain, groups[i].number), y = matcher_group(w->machine, groups[i].number);
		same = x.start == y.start && x.end == y.end;
	}
	if (same || here.status == REGEX_LIMIT || machine.status == REGEX_LIMIT) return;
	slice pattern = regex_pattern(r);
	printf("prop_cue: pattern <%.*s> text <%.*s>: the interpreter and machine code differ\n", (int)pattern.n,
	        pattern.p, (int)text.n, text.p);
	exit(1);
}

static size_t spared, tried, matched, disputed, sieved, sieved_out, stripped, stripped_out;

/* ---- all matches of a text, where ranges say */

struct answers {
	bool open; /* a limit was met */
	spans at;
};

static struct answers search_all(struct matcher *m, const struct regex *r, slice text, const span *ranges, size_t n) {
	struct answers out = {0};
	size_t from = 0;
	for (size_t i = 0; i < n && from <= text.n;) {
		size_t start = ranges[i].start > from ? ranges[i].start : from;
		enum regex_status status =
		        start > ranges[i].end ? REGEX_NONE : regex_search_until(m, r, text, start, ranges[i].end);
		out.open = out.open || status == REGEX_LIMIT;
		if (status != REGEX_MATCH) {
			i++;
			continue;
		}
		*vec_push(&a, &out.at) = matcher_group(m, 0);
		size_t next = matcher_next(m, text);
		from = next > from ? next : from + 1; /* (?=a\K) and the like may go back */
	}
	return out;
}

static bool all_agree(const struct answers *x, const struct answers *y) {
	return x->at.n == y->at.n && (x->at.n == 0 || memcmp(x->at.v, y->at.v, x->at.n * sizeof *x->at.v) == 0);
}

static void compare_ranges(
        const struct watchers *w, const struct regex *r, slice text, const span *ranges, size_t n, const char *who) {
	span all = {0, text.n};
	struct answers here = search_all(w->plain, r, text, &all, 1), too = search_all(w->machine, r, text, &all, 1);
	struct answers there = search_all(w->fast, r, text, ranges, n);
	if (here.open || too.open || there.open || !all_agree(&here, &too) || all_agree(&here, &there)) return;
	slice pattern = regex_pattern(r);
	printf("prop_cue: pattern <%.*s> text <%.*s>: %zu matches as written, %zu where %s say\n", (int)pattern.n,
	        pattern.p, (int)text.n, text.p, here.at.n, there.at.n, who);
	exit(1);
}

static void compare_sieved(const struct watchers *w, const struct regex *r, slice text, struct sieve_job *job) {
	job->ranges = (struct sieve_ranges){0};
	sieves_read(job, 1, text);
	sieved++;
	sieved_out += job->ranges.n == 0;
	compare_ranges(w, r, text, job->ranges.v, job->ranges.n, "sieves");
}

/* A text behind another, of which it is matched apart. */
struct neighbours {
	struct strips *strips;
	slice text;
	span view;
};

static struct neighbours neighbours_of(slice text, unsigned roots) {
	slice before = random_text(), both = say(&a, before, S("\n"), text);
	struct strips_view views[] = {{{0, before.n}, false}, {{before.n + 1, both.n}, random_below(3) == 0}};
	return (struct neighbours){strips_new(&a, both, views, 2, roots), text, views[1].at};
}

static void compare_strips(const struct watchers *w, const struct regex *r, const struct neighbours *n,
        const struct cue_tree *tree, enum tree_use use) {
	spans ranges = {0};
	struct strips_window window = strips_window(n->strips, n->view);
	if (window.odd) return;
	struct strips_found found = strips_find(n->strips, tree, use);
	if (strips_any(&found, &window)) strips_places(n->strips, &found, &window, &a, &ranges);
	stripped++;
	stripped_out += ranges.n == 0;
	compare_ranges(w, r, n->text, ranges.v, ranges.n, "strips");
}

static void one_round(const struct watchers *w) {
	struct regex *patterns[PATTERNS];
	struct cues cues[PATTERNS];
	struct cue_reader reader = {.arena = &a};
	struct cue_scan scan;
	for (size_t i = 0; i < PATTERNS; i++) {
		patterns[i] = random_pattern();
		cues[i] = cues_of(&reader, regex_pattern(patterns[i]));
		if (cues[i].starts_known) regex_starts(patterns[i], cues[i].starts);
	}
	cue_reader_free(&reader);
	struct cue_reader trees = {.arena = &a};
	struct sieve_marks marks = {0};
	struct net *nets[PATTERNS];
	struct sieve *sieves[PATTERNS];
	const struct cue_tree *kept[PATTERNS];
	enum tree_use uses[PATTERNS];
	for (size_t i = 0; i < PATTERNS; i++) {
		const struct cue_tree *tree = cue_tree_of(&trees, regex_pattern(patterns[i]), &uses[i]);
		kept[i] = tree != NULL ? tree_copy(&a, tree, trees.leaves) : NULL;
		nets[i] = net_new(&trees, regex_pattern(patterns[i]));
		sieves[i] = nets[i] != NULL ? sieve_new(nets[i], &marks) : NULL;
	}
	struct scanner *s = scanner_new(cues, PATTERNS);
	scan_open(&scan, s, &a);
	for (size_t t = 0; t < TEXTS; t++) {
		slice text = random_text();
		struct neighbours beside = neighbours_of(text, trees.roots);
		scan_text(&scan, text);
		for (size_t i = 0; i < PATTERNS; i++) {
			bool found = scan_found(&scan, i);
			struct answer here = search(w->plain, patterns[i], text, (span){0, text.n});
			struct answer there = {REGEX_NONE, SPAN_NONE};
			if (found) there = search(w->fast, patterns[i], text, scan.windows[i]);
			struct answer machine = search(w->machine, patterns[i], text, (span){0, text.n});
			bool settled = agree(here, machine);
			if (!regex_needs_machine(patterns[i])) both_ways(w, patterns[i], text, here, machine);
			if (settled) compare(regex_pattern(patterns[i]), text, here, there);
			disputed += !settled;
			struct sieve_job job = {.sieve = sieves[i], .window = scan.windows[i]};
			if (found && !scan.odd && job.sieve != NULL) compare_sieved(w, patterns[i], text, &job);
			if (kept[i] != NULL) compare_strips(w, patterns[i], &beside, kept[i], uses[i]);
			tried++;
			spared += !found;
			matched += here.status == REGEX_MATCH;
		}
	}
	scanner_free(s);
	for (size_t i = 0; i < PATTERNS; i++) {
		sieve_free(sieves[i]);
		net_free(nets[i]);
		regex_free(patterns[i]);
	}
	sieve_marks_free(&marks);
	cue_reader_free(&trees);
	arena_reset(&a);
}

/* What the scanner takes for odd is what PCRE2 takes for digits, blanks or ASCII letters. */
static void odd_characters(struct matcher *m) {
	struct regex_error error;
	struct regex *r = regex_compile(&a, S("(?i: [a-z] | \\d | \\s | \\h )"), NULL, 0, &error);
	for (uint32_t code = 0x80; code <= 0x10FFFF; code++) {
		char c[UTF8_MAX];
		if (code >= 0xD800 && code < 0xE000) continue;
		size_t n = utf8_encode(code, c);
		if (regex_search(m, r, (slice){c, n}, 0) != REGEX_MATCH || cue_is_odd(code)) continue;
		printf("prop_cue: U+%04X is not odd\n", code);
		exit(1);
	}
	regex_free(r);
}

int main(int argc, char **argv) {
	struct matcher *plain = matcher_new(), *machine = matcher_new(), *fast = matcher_new();
	matcher_use_jit(plain, false);
	matcher_as_written(plain, true);
	matcher_as_written(machine, true);
	matcher_jit_at_once(machine, true);
	matcher_jit_at_once(fast, true);
	random_start(argc, argv, 20260);
	odd_characters(plain);
	for (size_t i = 0; i < ROUNDS; i++) one_round(&(struct watchers){plain, machine, fast});
	printf("%zu searches, %zu spared, %zu matches, %zu disputed, %zu sieved, %zu of them to nothing, %zu by "
	       "strips, "
	       "%zu of them to nothing\n",
	        tried, spared, matched, disputed, sieved, sieved_out, stripped, stripped_out);
	if (spared < tried / 20 || matched < tried / 20 || sieved < tried / 20 || sieved_out < sieved / 20 ||
	        stripped < tried / 20 || stripped_out < stripped / 20)
		return 1; /* it would prove little */
	printf("[       OK ] cues_lose_no_match\n[       OK ] sieves_lose_no_match\n[       OK ] "
	       "strips_lose_no_match\n");
	matcher_free(plain);
	matcher_free(machine);
	matcher_free(fast);
	arena_free(&a);
	return 0;
}
