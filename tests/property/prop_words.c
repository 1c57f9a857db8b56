/* Property: words of a register as a tree of their beginnings (rules/words_trie.h) find what they find as a list. Random
 * words of few pieces, so that many begin alike, with case, blanks, hyphens, marks and letters that fold in odd ways; random
 * texts of the same pieces; every place of a text is tried, for the first match and for the one that is left when the
 * text must go on in some way behind it. And what strips leave of a list for a text finds there what the list finds. */
#include "base/buf.h"
#include "base/utf8.h"
#include "random.h"
#include "rules/regex.h"
#include "rules/register_words.h"
#include "rules/strips.h"

enum { CASES = 1500, TEXTS = 6 };

static size_t number; /* of the case */

static const char *const pieces[] = {"a", "a", "b", "A", "ab", "k", "\xE2\x84\xAA", "s", "S", "\xC5\xBF", "1", "and",
        "and", " ", " ", " and ", " & ", "&", "-", " - ", "\xE2\x80\x90", ".", "$", "(", ")", "\xC3\xA9", "\xC3\x89",
        "\xC3\x9F", "\xE1\xBA\x9E", "\xCE\xA9", "\xE2\x84\xA6", "\xE2\x85\xA0", "\xE2\x85\xB0", "\xE2\x82\xAC",
        "\xE1\xA0\x8E", "\t"};

enum { PIECES = sizeof pieces / sizeof *pieces, FEWEST = 16 };
static size_t pieces_known; /* in this case: the odd ones come last, and most lists with such stay lists */

static slice random_pieces(arena *a, size_t most) {
	slices parts = {0};
	for (size_t n = 1 + random_below(most); n > 0; n--)
		*vec_push(a, &parts) = slice_of(pieces[random_below(pieces_known)]);
	return slice_concat(a, parts.v, parts.n);
}

static struct words random_words(arena *a) {
	struct register_table *table = arena_alloc(a, sizeof *table);
	pieces_known = random_below(2) == 0 ? FEWEST : FEWEST + 1 + random_below(PIECES - FEWEST);
	for (size_t n = 1 + random_below(12); n > 0; n--) {
		slice *cell = arena_alloc(a, sizeof *cell);
		*cell = random_pieces(a, 5);
		*vec_push(a, &table->rows) = cell;
	}
	struct words w = {.table = table};
	w.exact = random_below(3) == 0;
	w.parts = random_below(3) == 0;
	w.tolerant = random_below(2) == 0;
	if (random_below(2) == 0) {
		*vec_push(a, &w.same) = S("&");
		*vec_push(a, &w.same) = S("and");
	}
	return w;
}

static struct regex *pattern_of(arena *a, const struct words *w, bool plain, slice behind) {
	struct words copy = *w;
	struct regex_error error;
	copy.plain = plain;
	struct regex *r = regex_compile(a, say(a, words_pattern(a, &copy), behind), NULL, 0, &error);
	bool closed;
	slice pattern = words_pattern(a, &copy);
	if (r != NULL && words_size(pattern) >= regex_check_part(a, pattern, &closed, &error)) return r;
	printf("prop_words: case %zu: <%.*s> does not compile, or to more than %zu bytes\n", number, (int)pattern.n,
	        pattern.p, words_size(pattern));
	exit(1);
}

static size_t shorter; /* lists of which something was left out */

static void compare_at(struct matcher *m, const struct regex *tree, const struct regex *list, slice text, size_t at) {
	enum regex_status one = regex_match_at(m, tree, text, at);
	span first = one == REGEX_MATCH ? matcher_group(m, 0) : SPAN_NONE;
	enum regex_status other = regex_match_at(m, list, text, at);
	span second = other == REGEX_MATCH ? matcher_group(m, 0) : SPAN_NONE;
	if (one == other && first.end == second.end) return;
	slice p = regex_pattern(tree), q = regex_pattern(list);
	printf("prop_words: case %zu: at %zu the tree ends at %zd, the list at %zd\n", number, at, (ssize_t)first.end,
	        (ssize_t)second.end);
	fwrite(p.p, 1, p.n, stdout);
	putchar('\n');
	fwrite(q.p, 1, q.n, stdout);
	putchar('\n');
	fwrite(text.p, 1, text.n, stdout);
	putchar('\n');
	exit(1);
}

/* The list as strips leave it for the text; NULL where they tell nothing of such a text. */
static struct regex *narrowed(arena *a, const struct words *w, slice text, slice behind) {
	struct regex_error error;
	struct strips_view view = {.at = {0, text.n}};
	slice list = words_pattern(a, w);
	bool apart = random_below(2) == 0;
	slice group = apart ? S("(?:)") : say(a, S("(?:"), list, S(")"));
	struct cue_share share = {.at = {0, group.n}, .what = w, .words = true, .list = apart ? list : ABSENT};
	struct cue_reader reader = {.arena = a, .shares = &(cue_shares){.v = &share, .n = 1}};
	enum tree_use use;
	struct buf out = {0};
	if (cue_tree_of(&reader, group, &use) == NULL) return NULL;
	struct strips *s = strips_new(a, text, &view, 1, reader.roots);
	strips_words(s, cue_tree_of_share(&reader, w), list, &out);
	buf_put(&out, behind);
	struct regex *r = regex_compile(a, buf_slice(&out), NULL, 0, &error);
	shorter += out.n < list.n + behind.n;
	cue_reader_free(&reader);
	buf_free(&out);
	if (r == NULL) {
		printf("prop_words: case %zu: what is left of a list does not compile\n", number);
		exit(1);
	}
	if (!strips_window(s, view.at).odd) return r;
	regex_free(r);
	return NULL;
}

/* Texts of words and pieces; what must follow makes the matcher come back for shorter words. */
static size_t check_case(arena *a, struct matcher *m) {
	static const char *const behinds[] = {"", "(?=[^a])", "(?=\\s)", "(?:b|\\.|$)", "(?<=.{3})"};
	struct words w = random_words(a);
	slice behind = slice_of(behinds[random_below(sizeof behinds / sizeof *behinds)]);
	struct regex *tree = pattern_of(a, &w, false, behind), *list = pattern_of(a, &w, true, behind);
	for (size_t i = 0; i < TEXTS; i++) {
		slices parts = {0};
		for (size_t n = random_below(6); n > 0; n--) {
			slice piece = random_pieces(a, 3);
			if (random_below(3) > 0) piece = *w.table->rows.v[random_below(w.table->rows.n)];
			*vec_push(a, &parts) = piece;
		}
		slice text = slice_concat(a, parts.v, parts.n);
		struct regex *left = narrowed(a, &w, text, behind);
		for (size_t at = 0; at <= text.n; at += at < text.n ? utf8_at(text, at).size : 1) {
			compare_at(m, tree, list, text, at);
			if (left != NULL) compare_at(m, left, list, text, at);
		}
		regex_free(left);
	}
	bool shared = !slice_equal(regex_pattern(tree), regex_pattern(list));
	regex_free(tree);
	regex_free(list);
	return shared;
}

int main(int argc, char **argv) {
	arena a = {0};
	struct matcher *m = matcher_new();
	size_t trees = 0;
	random_start(argc, argv, 20240301);
	for (number = 0; number < CASES; number++) {
		trees += check_case(&a, m);
		arena_reset(&a);
	}
	matcher_free(m);
	arena_free(&a);
	if (trees < CASES / 4 || shorter < CASES / 4) {
		printf("prop_words: of %zu cases %zu alone were trees, %zu were narrowed\n", number, trees, shorter);
		return 1;
	}
	printf("prop_words: %zu cases hold, %zu of them trees; %zu narrowed\n", number, trees, shorter);
	return 0;
}
