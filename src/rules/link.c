/* Linking by exact normal forms: see link.h. The index is a sorted array; a look-up is a binary search in it. */
#include "rules/link.h"

#include "base/utf8.h"
#include "rules/regex.h"

#include <stdlib.h>

struct link_entry {
	size_t link; /* index in the pack's links */
	slice normal, code;
	const struct register_table *by;
	size_t row;
	size_t order; /* names before aliases, rows as they stand */
};

struct link_index {
	const struct pack *pack;
	VEC(struct link_entry) entries; /* sorted by link, normal form, code, order */
};

/* ---- normal forms */

static slice fold(slice name, arena *a) { return utf8_casefold(a, utf8_fold_blanks(a, name)); }

slice link_normal(const struct link *l, struct matcher *m, slice name, arena *a) {
	slice form = fold(name, a);
	for (size_t i = 0; l != NULL && i < l->variants.n; i++)
		form = regex_replace(m, l->variants.v[i].match, form, l->variants.v[i].with, a);
	return l == NULL || l->variants.n == 0 ? form : utf8_trim(form);
}

/* ---- the index */

static int compare_names(const struct link_entry *x, size_t link, slice normal) {
	if (x->link != link) return x->link < link ? -1 : 1;
	return slice_compare(x->normal, normal);
}

static int entries_in_order(const void *a, const void *b) {
	const struct link_entry *x = a, *y = b;
	int order = compare_names(x, y->link, y->normal);
	if (order == 0) order = slice_compare(x->code, y->code);
	return order != 0 ? order : (x->order < y->order ? -1 : x->order > y->order);
}

struct names {
	const struct register_table *table;
	size_t code, name;
};

static void add_names(struct link_index *x, size_t link, const struct names *n, struct matcher *m, arena *a) {
	for (size_t row = 0; n->table != NULL && row < n->table->rows.n; row++) {
		slice code = slice_trim(n->table->rows.v[row][n->code]);
		slice normal = link_normal(&x->pack->links.v[link], m, n->table->rows.v[row][n->name], a);
		if (code.n == 0 || normal.n == 0) continue;
		size_t order = x->entries.n;
		*vec_push(a, &x->entries) = (struct link_entry){link, normal, code, n->table, row, order};
	}
}

struct link_index *link_index_build(const struct pack *p, arena *a) {
	struct link_index *x = arena_alloc(a, sizeof *x);
	struct matcher *m = matcher_new();
	x->pack = p;
	for (size_t i = 0; i < p->links.n; i++) {
		const struct link *l = &p->links.v[i];
		if (l->scheme.p == NULL) continue;
		add_names(x, i, &(struct names){l->names, l->code, l->name}, m, a);
		add_names(x, i, &(struct names){l->aliases, l->alias_code, l->alias_name}, m, a);
	}
	matcher_free(m);
	if (x->entries.n > 0) qsort(x->entries.v, x->entries.n, sizeof *x->entries.v, entries_in_order);
	return x;
}

static size_t lower_bound(const struct link_index *x, size_t link, slice normal) {
	size_t low = 0, high = x->entries.n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (compare_names(&x->entries.v[middle], link, normal) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* ---- answers */

static size_t link_number(const struct pack *p, slice type) {
	for (size_t i = 0; i < p->links.n; i++)
		if (slice_equal(p->links.v[i].type, type)) return i;
	return SIZE_MAX;
}

/* The codes from entry `first` on that have this name, each once, joined by blanks; *n says how many. */
static slice codes_of(const struct link_index *x, size_t first, size_t link, slice normal, size_t *n, arena *a) {
	slices parts = {0};
	*n = 0;
	for (size_t i = first; i < x->entries.n && compare_names(&x->entries.v[i], link, normal) == 0; i++) {
		if (i > first && slice_equal(x->entries.v[i].code, x->entries.v[i - 1].code)) continue;
		if (*n > 0) *vec_push(a, &parts) = S(" ");
		*vec_push(a, &parts) = x->entries.v[i].code;
		++*n;
	}
	return *n == 0 ? ABSENT : slice_concat(a, parts.v, parts.n);
}

struct link_answer link_find(const struct link_index *x, struct matcher *m, slice type, slice name, arena *a) {
	size_t link = link_number(x->pack, type);
	const struct link *l = link == SIZE_MAX ? NULL : &x->pack->links.v[link];
	slice normal = link_normal(l, m, name, a);
	struct link_answer answer = {.key = say(a, type, S(":"), normal), .candidates = ABSENT};
	if (l == NULL) return answer;
	size_t first = lower_bound(x, link, normal), codes;
	slice found = codes_of(x, first, link, normal, &codes, a);
	if (codes > 1) {
		answer.ambiguous = true;
		answer.candidates = found;
	} else if (codes == 1) {
		answer.key = say(a, l->scheme, S(":"), found);
		answer.by = x->entries.v[first].by;
		answer.row = x->entries.v[first].row;
	}
	return answer;
}

slice link_label(const struct pack *p, slice type, slice code) {
	const struct link *l = pack_link(p, type);
	if (l == NULL || l->labels == NULL) return ABSENT;
	for (size_t row = 0; row < l->labels->rows.n; row++)
		if (slice_equal(slice_trim(l->labels->rows.v[row][l->label_code]), code))
			return l->labels->rows.v[row][l->label_name];
	return ABSENT;
}
