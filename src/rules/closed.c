/* Closed lists of words: see closed.h. */
#include "rules/closed.h"

struct closed {
	size_t table, column;
	slice words; /* joined by blanks */
};

static const struct closed closed[] = {
#define CLOSED(table, column, words) {TABLE_##table, COLUMN_##table##_##column, {words, sizeof words - 1}},
#include "rules/closed.def"
};

enum { WORDS_MAX = 16 };

static slice words_of(const struct table *t, size_t column) {
	for (size_t i = 0; i < sizeof closed / sizeof *closed; i++)
		if (t == &tables[closed[i].table] && column == closed[i].column) return closed[i].words;
	return ABSENT;
}

static bool fits_type(enum column_type type, slice value) {
	uint64_t n;
	switch (type) {
	case COLUMN_BOOLEAN: return slice_equal(value, S("true")) || slice_equal(value, S("false"));
	case COLUMN_INTEGER: return slice_to_u64(slice_drop(value, slice_starts(value, S("-"))), &n);
	default: return true;
	}
}

bool closed_check(struct loader *l, const struct table *t, size_t column, const struct yaml_node *value) {
	const struct column *c = &t->columns[column];
	if (!fits_type(c->type, value->text)) {
		yaml_complain(l->diags, CODE_VALUE_UNKNOWN, value,
		        say(l->a, c->name, S(" of a "), t->is,
		                c->type == COLUMN_BOOLEAN ? S(" is true or false") : S(" is a whole number")),
		        ABSENT);
		return false;
	}
	slice words = words_of(t, column), known[WORDS_MAX];
	if (words.p == NULL) return true;
	size_t n = 0;
	for (struct cut cut = slice_cut(words, S(" ")); cut.head.n > 0; cut = slice_cut(cut.tail, S(" "))) {
		if (slice_equal(cut.head, value->text)) return true;
		if (n < WORDS_MAX) known[n++] = cut.head;
	}
	slice nearest = nearest_name(value->text, known, n);
	yaml_complain(l->diags, CODE_VALUE_UNKNOWN, value,
	        say(l->a, value->text, S(" is no "), c->name, S(" of a "), t->is),
	        nearest.p != NULL ? say(l->a, S("did you mean "), nearest, S("?"))
	                          : say(l->a, S("it is one of: "), words));
	return false;
}
