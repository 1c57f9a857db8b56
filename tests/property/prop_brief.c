/* Property: what a brief tells to compile, compiles (rules/brief.h). Random patterns in which lists of words stand where
 * lists may stand, and where they may not: in look behinds, under repeats, deep in groups, beside calls and verbs. And
 * it is not told of too few: most do not need to be asked of PCRE2 whole. */
#include "base/buf.h"
#include "random.h"
#include "rules/brief.h"
#include "rules/regex.h"
#include "rules/register_words.h"

enum { CASES = 4000, LISTS = 3, CLOSED = 5 };

static arena a;
static slice lists[LISTS + CLOSED];
static size_t sizes[LISTS + CLOSED];

static const char *const atoms[] = {"a", "\\d", "[a-f]", "\\b", "\\p{L}+", "(?-1)", "\\1", "(*SKIP)", "(*FAIL)",
        "# c\n", "(?#k)", "\\Qx\\E", "[x{]", "(?1)", "(?R)?", "\\g{-1}", "{2}", "(?i)"};
static const char *const opens[] = {"(?:", "(?:", "(?:", "(", "(?i:", "(?=", "(?!", "(?<=", "(?<!", "(?>", "(?|",
        "(?<n>", "(?(1)", "(?x-i:", "(*pla:"};
static const char *const quantifiers[] = {
        "?", "*", "+", "{2}", "{1,3}", "{0,9}", "{2,}", "++", "*?", "{40}", "{3}{3}", " +"};

#define pick(list) list[random_below(sizeof(list) / sizeof *(list))]

struct pattern {
	struct buf whole, brief;
	VEC(struct brief_gap) gaps;
};

static void put(struct pattern *p, const char *s) {
	buf_put(&p->whole, slice_of(s));
	buf_put(&p->brief, slice_of(s));
}

static void put_list(struct pattern *p) {
	size_t i = random_below(LISTS + CLOSED);
	put(p, "(?:");
	*vec_push(&a, &p->gaps) = (struct brief_gap){p->brief.n, sizes[i]};
	buf_put(&p->whole, lists[i]);
	buf_put(&p->brief, brief_stand_in);
	put(p, ")");
}

static void put_pattern(struct pattern *p, unsigned depth) {
	for (size_t n = 1 + random_below(4); n > 0; n--) {
		size_t kind = random_below(8);
		if (kind < 2)
			put_list(p);
		else if (kind < 4)
			put(p, pick(atoms));
		else if (kind < 5)
			put(p, "|");
		else if (depth > 0) {
			/* Now and then groups in each other, to where PCRE2 refuses them. */
			size_t times = random_below(12) == 0 ? random_below(240) : 1;
			for (size_t i = 0; i < times; i++) put(p, times > 1 ? "(?:" : pick(opens));
			put_pattern(p, depth - 1);
			for (size_t i = 0; i < times; i++) put(p, ")");
		}
		if (random_below(3) == 0) put(p, pick(quantifiers));
	}
}

/* A list as rules/register_words.c writes them: letters in groups in each other, with guards. */
static slice list_of(size_t words, size_t depth) {
	struct buf out = {0};
	buf_put(&out, S("(?i:(?<![\\p{L}\\p{N}])(?:"));
	for (size_t i = 0; i < words; i++) {
		if (i > 0) buf_byte(&out, '|');
		for (size_t k = 0; k < depth; k++) buf_put(&out, S("k(?:s|"));
		buf_put(&out, S("king\\s+of\\s+the\\s+\\x{2010}hill"));
		for (size_t k = 0; k < depth; k++) buf_byte(&out, ')');
	}
	buf_put(&out, S(")(?![\\p{L}\\p{N}]))"));
	slice list = arena_copy(&a, buf_slice(&out));
	buf_free(&out);
	return list;
}

/* Fragments that are closed, as rules have them. */
static const char *const parts[CLOSED] = {"k[a-z\\p{Lu}\xC3\xA9-\xC3\xBC]{2,5}[ks]",
        "(?=a)\\d\\w+|[\\x{100}-\\x{17F}K]", "(?<!s)(?:St\\.|[^k]){3}", "(?s:.[\\d.,\xE2\x80\x93-]*+)",
        "kiss(?i:[\xC3\x9F\xC7\x85])"};

static size_t told, compiled;

static void check_case(size_t number) {
	struct pattern p = {0};
	struct regex_error error;
	do {
		buf_clear(&p.whole);
		buf_clear(&p.brief);
		p.gaps.n = 0;
		put_pattern(&p, 4);
	} while (p.gaps.n == 0);
	slice whole = arena_copy(&a, buf_slice(&p.whole)), brief = arena_copy(&a, buf_slice(&p.brief));
	size_t more = brief_left_out(brief, p.gaps.v, p.gaps.n);
	struct regex *r = more < REGEX_SIZE_SURE
	                          ? regex_later(&a, &(struct regex_source){.text = whole}, brief, more, NULL, 0)
	                          : NULL;
	bool good = regex_check(&a, whole, &error) > 0;
	told += r != NULL;
	compiled += good;
	if (r != NULL && !regex_complete(r, &a, &error)) {
		printf("prop_brief: case %zu: <%.*s> compiles, but with its words it does not: %.*s\n", number,
		        (int)brief.n, brief.p, (int)error.message.n, error.message.p);
		exit(1);
	}
	if (r != NULL && regex_check(&a, whole, &error) > regex_check(&a, brief, &error) + more) {
		printf("prop_brief: case %zu: <%.*s> leaves out more than it says\n", number, (int)brief.n, brief.p);
		exit(1);
	}
	struct regex *eager = r != NULL ? regex_compile(&a, whole, NULL, 0, &error) : NULL;
	const struct regex_group *x, *y;
	if (eager != NULL && (regex_groups(r, &x) != regex_groups(eager, &y) ||
	                             regex_matches_empty(r) != regex_matches_empty(eager) ||
	                             regex_needs_machine(r) != regex_needs_machine(eager))) {
		printf("prop_brief: case %zu: <%.*s> is not like the whole\n", number, (int)brief.n, brief.p);
		exit(1);
	}
	regex_free(eager);
	regex_free(r);
	buf_free(&p.whole);
	buf_free(&p.brief);
}

int main(int argc, char **argv) {
	struct regex_error error;
	bool closed = false;
	random_start(argc, argv, 91);
	arena kept = {0};
	size_t words[LISTS] = {3, 40, 400}, depths[LISTS] = {1, 70, 2};
	for (size_t i = 0; i < LISTS; i++) {
		slice list = list_of(words[i], i == 1 ? 1 : depths[i]);
		if (i == 1) list = list_of(1, depths[i]);
		lists[i] = arena_copy(&kept, list);
		sizes[i] = words_size(lists[i]);
		if (sizes[i] < regex_check_part(&a, lists[i], &closed, &error) || !closed) return 1;
	}
	for (size_t i = LISTS; i < LISTS + CLOSED; i++) {
		lists[i] = slice_of(parts[i - LISTS]);
		sizes[i] = regex_check_part(&a, lists[i], &closed, &error);
		if (sizes[i] == 0 || !closed) return 1;
	}
	for (size_t i = 0; i < CASES; i++) {
		check_case(i);
		arena_reset(&a);
	}
	printf("prop_brief: %d patterns, %zu compile, of %zu it is told\n", CASES, compiled, told);
	arena_free(&a);
	arena_free(&kept);
	return told < compiled / 3 || compiled < CASES / 10;
}
