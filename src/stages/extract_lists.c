/* Lists: what the segmenter found as blocks, stated as records. A nested list keeps its outermost list's id, with a
 * higher level; positions count within the parent. */
#include "stages/extract_lists.h"
#include "stages/extract_inline.h"

#include "base/utf8.h"

static const slice RULE_LIST = {"structure.list", 14};
static const slice RULE_ITEM = {"structure.list-item", 19};
static const slice RULE_INLINE = {"structure.inline-list", 21};
static const slice RULE_INLINE_ITEM = {"structure.inline-item", 21};

static bool is_outermost(const struct document *d, const struct block *b) {
	return b->kind == BLOCK_list && (b->parent == BLOCK_NO_PARENT || d->blocks.v[b->parent].kind != BLOCK_item);
}

/* A number, a letter or a roman numeral before the mark, not a bullet. */
static bool is_ordered(const struct document *d, const struct block *item) {
	slice marker = slice_at(d->text, item->marker);
	for (size_t i = 0; i < marker.n;) {
		struct utf8_char c = utf8_at(marker, i);
		if (utf8_is_digit(c.code)) return true;
		/* "o" alone is a bullet; a letter counts with its mark: "a)", "i.". */
		if (utf8_is_letter(c.code) && marker.n > c.size) return true;
		i += c.size;
	}
	return false;
}

int extract_list_intro(const struct document *d, size_t list) {
	int parent = d->blocks.v[list].parent;
	if (parent != BLOCK_NO_PARENT && d->blocks.v[parent].kind == BLOCK_item) return parent;
	for (size_t i = list; i-- > 0;) {
		const struct block *b = &d->blocks.v[i];
		if (!block_is_leaf(b->kind) || b->kind == BLOCK_divider) continue;
		if (b->kind == BLOCK_heading) return (int)i;
		if (b->kind != BLOCK_paragraph || b->parts.n == 0) return -1;
		slice text = utf8_trim(slice_at(d->text, b->parts.v[b->parts.n - 1]));
		return slice_ends(text, S(":")) ? (int)i : -1;
	}
	return -1;
}

static span text_hull(const struct block *b) {
	span hull = SPAN_NONE;
	for (size_t i = 0; i < b->parts.n; i++) hull = span_hull(hull, b->parts.v[i]);
	return hull;
}

static void state_list(struct document *d, size_t at) {
	const struct table *kind = &tables[TABLE_lists];
	const struct block *b = &d->blocks.v[at];
	bool ordered = false;
	uint64_t items = 0;
	for (size_t i = at + 1; i < d->blocks.n && d->blocks.v[i].at.start < b->at.end; i++) {
		const struct block *item = &d->blocks.v[i];
		if (item->kind != BLOCK_item || item->parent != (int)at) continue;
		if (items++ == 0) ordered = is_ordered(d, item);
	}
	struct record *r = document_record(d, kind, b->at, RULE_LIST);
	record_set(r, COLUMN_lists_ordered, ordered ? S("true") : S("false"), SPAN_NONE);
	record_set(r, COLUMN_lists_items, slice_of_u64(d->arena, items), SPAN_NONE);
	record_set(r, COLUMN_lists_inline, S("false"), SPAN_NONE);
	int intro = extract_list_intro(d, at);
	if (intro >= 0) {
		const struct block *said = &d->blocks.v[intro];
		record_set(r, COLUMN_lists_intro, block_text(d, said), text_hull(said));
	}
	record_set(r, COLUMN_lists_section, b->section, SPAN_NONE);
}

static void state_item(struct document *d, size_t at, slice list_id, size_t position) {
	const struct block *b = &d->blocks.v[at];
	struct record *r = document_record(d, &tables[TABLE_list_items], b->at, RULE_ITEM);
	record_set(r, COLUMN_list_items_list_id, list_id, SPAN_NONE);
	record_set(r, COLUMN_list_items_position, slice_of_u64(d->arena, position), SPAN_NONE);
	record_set(r, COLUMN_list_items_level, slice_of_u64(d->arena, b->level), SPAN_NONE);
	record_set(r, COLUMN_list_items_marker, slice_at(d->text, b->marker), b->marker);
	record_set(r, COLUMN_list_items_text, block_text(d, b), text_hull(b));
}

/* ---- lists inside a sentence */

/* A list found in a block's clean text, which begins at `start`. */
struct found {
	struct inline_list list;
	size_t start, record, block;
};
typedef VEC(struct found) found_lists;

static span raw_of(const struct document *d, size_t start, span s) {
	return clean_to_raw(&d->clean, (span){start + s.start, start + s.end});
}

static slice shown(struct document *d, const struct found *f, span s) {
	return utf8_fold_blanks(d->arena, slice_sub(d->clean.text, f->start + s.start, f->start + s.end));
}

static void inline_state(struct document *d, struct found *f) {
	const struct inline_list *l = &f->list;
	span last = raw_of(d, f->start, l->items.v[l->items.n - 1].at), at = last;
	for (size_t i = 0; i < l->items.n; i++) {
		at = span_hull(at, raw_of(d, f->start, l->items.v[i].at));
		if (!span_is_none(l->items.v[i].marker)) at = span_hull(at, raw_of(d, f->start, l->items.v[i].marker));
	}
	f->record = d->records.n;
	struct record *r = document_record(d, &tables[TABLE_lists], at, RULE_INLINE);
	record_set(r, COLUMN_lists_ordered, l->ordered ? S("true") : S("false"), SPAN_NONE);
	record_set(r, COLUMN_lists_items, slice_of_u64(d->arena, l->items.n), SPAN_NONE);
	record_set(r, COLUMN_lists_inline, S("true"), SPAN_NONE);
	if (!span_is_none(l->intro)) {
		span intro = raw_of(d, f->start, l->intro);
		record_set(r, COLUMN_lists_intro, shown(d, f, l->intro), intro);
	}
	record_set(r, COLUMN_lists_section, d->blocks.v[f->block].section, SPAN_NONE);
}

static void inline_items_state(struct document *d, const struct found *f) {
	slice list_id = d->records.v[f->record].id;
	for (size_t i = 0; i < f->list.items.n; i++) {
		const struct inline_item *item = &f->list.items.v[i];
		span text = raw_of(d, f->start, item->at), at = text, marker = SPAN_NONE;
		if (!span_is_none(item->marker)) at = span_hull(marker = raw_of(d, f->start, item->marker), text);
		struct record *r = document_record(d, &tables[TABLE_list_items], at, RULE_INLINE_ITEM);
		record_set(r, COLUMN_list_items_list_id, list_id, SPAN_NONE);
		record_set(r, COLUMN_list_items_position, slice_of_u64(d->arena, i + 1), SPAN_NONE);
		record_set(r, COLUMN_list_items_level, S("1"), SPAN_NONE);
		record_set(
		        r, COLUMN_list_items_marker, span_is_none(marker) ? S("") : slice_at(d->text, marker), marker);
		record_set(r, COLUMN_list_items_text, shown(d, f, item->at), text);
	}
}

static bool holds_sentences(enum block_kind kind) {
	return kind == BLOCK_paragraph || kind == BLOCK_item || kind == BLOCK_quotation;
}

static void inline_state_all(struct document *d, const struct lexicon *words, found_lists *all) {
	for (size_t i = 0; i < d->clean.blocks.n; i++) {
		const struct clean_block *b = &d->clean.blocks.v[i];
		inline_lists lists = {0};
		if (!holds_sentences(d->blocks.v[b->block].kind)) continue;
		inline_find(d->arena, words, slice_at(d->clean.text, b->range), &lists);
		for (size_t k = 0; k < lists.n; k++) {
			struct found *f = vec_push(d->arena, all);
			*f = (struct found){lists.v[k], b->range.start, 0, (size_t)b->block};
			inline_state(d, f);
		}
	}
}

/* ---- all of them */

/* Parents stand before their children, so one walk hands each list's id down. `next`: the first list's record. */
static void items_state(struct document *d, size_t next) {
	size_t *position = arena_alloc(d->arena, d->blocks.n * sizeof *position);
	slice *list_id = arena_alloc(d->arena, d->blocks.n * sizeof *list_id);
	for (size_t i = 0; i < d->blocks.n; i++) {
		const struct block *b = &d->blocks.v[i];
		if (b->kind == BLOCK_list) {
			bool outer = is_outermost(d, b);
			list_id[i] = outer ? d->records.v[next++].id : list_id[b->parent];
		} else if (b->kind == BLOCK_item && b->parent != BLOCK_NO_PARENT) {
			list_id[i] = list_id[b->parent];
			state_item(d, i, list_id[i], ++position[b->parent]);
		}
	}
}

void extract_lists(struct document *d, const struct lexicon *words) {
	found_lists inside = {0};
	size_t first = d->records.n;
	for (size_t i = 0; i < d->blocks.n; i++)
		if (is_outermost(d, &d->blocks.v[i])) state_list(d, i);
	bool any = d->records.n > first;
	inline_state_all(d, words, &inside);
	if (d->records.n == first) return;
	document_record_ids(d); /* items name their list */
	if (any) items_state(d, first);
	for (size_t i = 0; i < inside.n; i++) inline_items_state(d, &inside.v[i]);
}
