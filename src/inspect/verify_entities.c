/* Entities against the mentions: counts, first mention, and the ids of those with a code. */
#include "base/sha256.h"
#include "dataset/rows.h"
#include "inspect/verify_parts.h"

/* What the mentions say of one entity, by its row. */
struct tally {
	size_t mentions, documents;
	slice first, last_document;
};

static void count(const struct proof *p, struct tally *counts) {
	const struct kept_table *m = &p->tables[TABLE_mentions];
	size_t entity = EVIDENCE_COLUMNS + COLUMN_mentions_entity;
	for (size_t i = 1; i < m->rows.rows.n; i++) {
		size_t row = map_get(&p->tables[TABLE_entities].ids, kept_cell(m, i, entity));
		if (row == SIZE_MAX) continue;
		struct tally *c = &counts[row];
		slice document = kept_cell(m, i, 1);
		if (c->mentions++ == 0) c->first = kept_cell(m, i, 0);
		if (!slice_equal(document, c->last_document)) c->documents++;
		c->last_document = document;
	}
}

static void hold(struct proof *p, size_t row, size_t column, slice should) {
	const struct kept_table *t = &p->tables[TABLE_entities];
	slice has = kept_cell(t, row, column), name = row_column(t->table, column)->name;
	if (slice_equal(has, should)) return;
	proof_tell(p, &t->csv, kept_place(t, row, column),
	        column_message(
	                p->arena, name, has, column == 0 ? S("its code gives") : S("the mentions give"), should));
}

void verify_entities(struct proof *p) {
	const struct kept_table *t = &p->tables[TABLE_entities];
	if (!t->readable || !p->tables[TABLE_mentions].readable) return;
	struct tally *counts = arena_alloc(p->arena, t->rows.rows.n * sizeof *counts);
	count(p, counts);
	for (size_t i = 1; i < t->rows.rows.n; i++) {
		slice code = kept_cell(t, i, COLUMN_entities_code), scheme = kept_cell(t, i, COLUMN_entities_scheme);
		if (code.n > 0)
			hold(p, i, COLUMN_entities_id,
			        id_of(p->arena, S("entity"), say(p->arena, scheme, S(":"), code)));
		hold(p, i, COLUMN_entities_mentions, slice_of_u64(p->arena, counts[i].mentions));
		hold(p, i, COLUMN_entities_documents, slice_of_u64(p->arena, counts[i].documents));
		hold(p, i, COLUMN_entities_first, counts[i].first);
	}
}
