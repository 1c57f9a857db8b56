/* Lists: what the segmenter found as blocks, stated as records. A nested list keeps its outermost list's id, with a
 * higher level; positions count within the parent. */
#include "stages/extract_lists.h"

#include "base/utf8.h"

static const slice RULE_LIST = {"structure.list", 14};
static const slice RULE_ITEM = {"structure.list-item", 19};

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

void extract_lists(struct document *d) {
	size_t first = d->records.n;
	for (size_t i = 0; i < d->blocks.n; i++)
		if (is_outermost(d, &d->blocks.v[i])) state_list(d, i);
	if (d->records.n == first) return;
	document_record_ids(d); /* items name their list */

	/* Parents stand before their children, so one walk hands each list's id down. */
	size_t *position = arena_alloc(d->arena, d->blocks.n * sizeof *position);
	slice *list_id = arena_alloc(d->arena, d->blocks.n * sizeof *list_id);
	size_t next = first;
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
