/* What is claimed, waived and unclaimed: see coverage.h. The names and numbers among the unclaimed are unclaimed.c. */
#include "dataset/coverage.h"

#include "base/sixteen.h"
#include "base/sort.h"
#include "base/utf8.h"
#include "dataset/unclaimed.h"

static bool kind_claims(const struct table *kind) {
	static const int claiming[] = {
	        TABLE_mentions, TABLE_figures, TABLE_dates, TABLE_contacts, TABLE_abbreviations, TABLE_table_cells};
	for (size_t i = 0; i < sizeof claiming / sizeof *claiming; i++)
		if (kind == &tables[claiming[i]]) return true;
	return false;
}

static void add(spans *list, span at, slice text, arena *a) {
	if (span_is_none(at) || at.start >= at.end || at.end > text.n) return;
	*vec_push(a, list) = at;
}

/* A pack's own: of such a record what its columns were read in. */
static bool kind_is_own(const struct table *kind) {
	for (size_t i = 0; i < TABLE_COUNT; i++)
		if (kind == &tables[i]) return false;
	return true;
}

static void claim_fields(spans *claims, const struct document *d, const struct record *r, arena *a) {
	for (size_t i = 0; i < r->kind->count; i++) {
		const struct field *f = &r->fields[i];
		for (size_t k = 0; f->list != NULL && k < f->list->at.n; k++) add(claims, f->list->at.v[k], d->text, a);
		if (f->list == NULL) add(claims, f->at, d->text, a);
	}
}

static spans collect_claims(const struct document *d, arena *a) {
	spans claims = {0};
	for (size_t i = 0; i < d->records.n; i++) {
		const struct record *r = &d->records.v[i];
		if (kind_is_own(r->kind)) claim_fields(&claims, d, r, a);
		if (!kind_claims(r->kind)) continue;
		for (size_t k = 0; k < r->parts.n; k++) add(&claims, r->parts.v[k], d->text, a);
		if (r->parts.n == 0) add(&claims, r->at, d->text, a);
	}
	for (size_t i = 0; i < d->blocks.n; i++)
		if (d->blocks.v[i].kind == BLOCK_item) add(&claims, d->blocks.v[i].marker, d->text, a);
	return claims;
}

static spans collect_waivers(const struct document *d, arena *a) {
	spans waived = {0};
	for (size_t i = 0; i < d->waivers.n; i++) add(&waived, d->waivers.v[i].at, d->text, a);
	return waived;
}

static int compare_starts(const void *left, const void *right) {
	const span *a = left, *b = right;
	return (a->start > b->start) - (a->start < b->start);
}

/* In place: sorted, and those that overlap or touch made one. */
static void merge(spans *list) {
	if (list->n == 0) return;
	sort_nearly(list->v, list->n, sizeof *list->v, compare_starts);
	size_t kept = 0;
	for (size_t i = 1; i < list->n; i++) {
		span *last = &list->v[kept];
		if (list->v[i].start > last->end)
			list->v[++kept] = list->v[i];
		else if (list->v[i].end > last->end)
			last->end = list->v[i].end;
	}
	list->n = kept + 1;
}

static size_t total(const spans *list) {
	size_t sum = 0;
	for (size_t i = 0; i < list->n; i++) sum += span_length(list->v[i]);
	return sum;
}

/* Bytes of blanks beyond ASCII that start among sixteen: those begin with few bytes, but other characters do too. */
static size_t count_blanks_beyond(slice text, size_t at, sixteen v) {
	size_t sum = 0;
	uint32_t bits = sixteen_bits(sixteen_equal(v, 0xC2) | sixteen_within(v, 0xE1, 0xE3));
	for (; bits; bits &= bits - 1) {
		struct utf8_char c = utf8_at(text, at + (size_t)__builtin_ctz(bits));
		if (utf8_is_blank(c.code)) sum += c.size;
	}
	return sum;
}

static size_t count_without_white_space(slice text, size_t start, size_t end) {
	size_t white = 0;
	for (size_t i = start; i < end; i += 16) {
		sixteen v = sixteen_of_last(text.p + i, text.n - i);
		if (end - i < 16) v &= sixteen_first_bytes(end - i);
		white += sixteen_count(sixteen_equal(v, ' ') | sixteen_within(v, '\t', '\r'));
		if (sixteen_bits(v)) white += count_blanks_beyond(text, i, v);
	}
	return end - start - white;
}

/* What is neither claimed nor waived. */
static size_t count_rest(slice text, const spans *explained) {
	size_t sum = 0, at = 0;
	for (size_t i = 0; i < explained->n; i++) {
		sum += count_without_white_space(text, at, explained->v[i].start);
		at = explained->v[i].end;
	}
	return sum + count_without_white_space(text, at, text.n);
}

void coverage_build(struct coverage *c, const struct document *d, arena *a) {
	*c = (struct coverage){0};
	if (d->status == DOCUMENT_REGISTER) return; /* what a register holds wants no explaining */
	spans claims = collect_claims(d, a), explained = collect_waivers(d, a);
	merge(&claims);
	for (size_t i = 0; i < claims.n; i++) *vec_push(a, &explained) = claims.v[i];
	merge(&explained);
	c->claimed_bytes = total(&claims);
	c->waived_bytes = total(&explained) - c->claimed_bytes;
	c->unclaimed_bytes = count_rest(d->text, &explained);
	unclaimed_find(c, d, &explained, a);
}
