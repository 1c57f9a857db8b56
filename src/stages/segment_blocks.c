/* Blocks: units become blocks of the document. A leaf longer than BLOCK_TEXT_MAX is cut at a line end, else at a blank,
 * else between two characters; what is cut off a heading, item or cell becomes paragraphs beside it, so that it counts
 * as none. */
#include "stages/segment_plan.h"

#include "base/utf8.h"

/* ---- leaves */

struct leaf {
	enum block_kind kind;
	int parent;
	unsigned level;
	span at, marker;
	const span *parts;
	size_t count;
};

/* A place in text to cut [start, end) at, at most BLOCK_TEXT_MAX bytes from its start: behind the last line end, else
 * behind the last blank, else between characters. */
static size_t cut_place(slice text, span part) {
	size_t limit = part.start + BLOCK_TEXT_MAX, blank = 0;
	while (limit > part.start && (text.p[limit] & 0xC0) == 0x80) limit--;
	for (size_t at = limit; at > part.start; at--) {
		if (text.p[at - 1] == '\n' || text.p[at - 1] == '\r') return at;
		if (!blank && text.p[at - 1] == ' ') blank = at;
	}
	return blank ? blank : limit;
}

static span trim(slice text, span s) {
	slice t = utf8_trim(slice_at(text, s));
	size_t start = (size_t)(t.p - text.p);
	return (span){start, start + t.n};
}

/* Headings, items and cells are counted: what is cut off them must not be one more. */
static bool is_counted(const struct leaf *l) {
	return l->kind == BLOCK_heading || l->kind == BLOCK_item || l->kind == BLOCK_cell;
}

static void leaf_add(struct plan *p, const struct leaf *l, span at, const span *parts, size_t count) {
	bool first = at.start == l->at.start;
	struct block *b = document_block(p->d, first || !is_counted(l) ? l->kind : BLOCK_paragraph, l->parent, at);
	b->level = first ? l->level : 0;
	b->marker = first ? l->marker : SPAN_NONE;
	if (!count) return;
	b->parts.v = arena_room(p->d->arena, count * sizeof *parts);
	memcpy(b->parts.v, parts, count * sizeof *parts);
	b->parts.n = b->parts.cap = count;
}

/* The pieces of a leaf that is too long, as they are held until one is full. */
struct cutting {
	struct plan *p;
	const struct leaf *leaf;
	spans held;
	size_t bytes; /* held, with a blank between two */
	size_t start; /* of the block that is being filled */
};

/* Makes a block of what is held, up to `end`; the next one starts with what `next` starts with. */
static void cutting_flush(struct cutting *c, size_t end, span next) {
	leaf_add(c->p, c->leaf, (span){c->start, end}, c->held.v, c->held.n);
	c->held.n = c->bytes = 0;
	/* What stands between two parts of an item is other blocks; in others it is blanks and marks (>). */
	c->start = is_counted(c->leaf) ? next.start : trim(c->p->text, (span){end, next.end}).start;
}

static void cutting_add(struct cutting *c, span part) {
	while (c->bytes + span_length(part) > BLOCK_TEXT_MAX) {
		if (c->held.n) {
			cutting_flush(c, c->held.v[c->held.n - 1].end, part);
			continue;
		}
		size_t cut = cut_place(c->p->text, part);
		span piece = trim(c->p->text, (span){part.start, cut});
		if (span_length(piece)) *vec_push(c->p->scratch, &c->held) = piece;
		part = trim(c->p->text, (span){cut, part.end});
		cutting_flush(c, piece.end, part);
	}
	*vec_push(c->p->scratch, &c->held) = part;
	c->bytes += span_length(part) + 1;
}

static void leaf_make(struct plan *p, const struct leaf *l) {
	size_t bytes = 0;
	for (size_t i = 0; i < l->count; i++) bytes += span_length(l->parts[i]) + (i > 0);
	if (bytes <= BLOCK_TEXT_MAX) {
		leaf_add(p, l, l->at, l->parts, l->count);
		return;
	}
	document_finding(p->d, CODE_BLOCK_CUT, l->at, S("longer than 65536 bytes; cut into several blocks"));
	struct cutting c = {.p = p, .leaf = l, .start = l->at.start};
	for (size_t i = 0; i < l->count; i++) cutting_add(&c, l->parts[i]);
	leaf_add(p, l, (span){c.start, l->at.end}, c.held.v, c.held.n);
}

static void leaf_of_span(
        struct plan *p, enum block_kind kind, int parent, unsigned level, span at, span marker, span text) {
	leaf_make(p, &(struct leaf){kind, parent, level, at, marker, &text, span_length(text) > 0});
}

static span unit_span(const struct plan *p, const struct unit *u) {
	return (span){line_of(p, u->first)->body, line_of(p, u->last - 1)->stop};
}

/* ---- lists */

/* Items of lists without marks have none. */
static span entry_marker(const struct plan *p, const struct entry *e) {
	const struct line *l = line_of(p, e->first);
	return l->text > l->body ? line_mark(l) : SPAN_NONE;
}

static span entry_start(const struct plan *p, const struct entry *e) {
	span marker = entry_marker(p, e);
	size_t body = line_of(p, e->first)->body;
	return span_is_none(marker) ? (span){body, body} : marker;
}

static span entry_text(const struct plan *p, const struct entry *e) {
	const struct line *l = line_of(p, e->first);
	return (span){e->more ? l->body : l->text, line_of(p, e->last - 1)->stop};
}

/* The text of an item: its own lines, and those that come later. Most have none of these. */
static void item_make(struct plan *p, const struct entry *e, int list) {
	spans parts = {0};
	span marker = entry_marker(p, e), at = entry_start(p, e);
	unsigned level = p->d->blocks.v[list].level;
	if (e->next == NO_ENTRY) {
		span part = entry_text(p, e);
		bool any = part.start < part.end;
		leaf_make(
		        p, &(struct leaf){BLOCK_item, list, level, any ? span_hull(at, part) : at, marker, &part, any});
		return;
	}
	for (;;) {
		span part = entry_text(p, e);
		if (part.start < part.end) {
			*vec_push(p->scratch, &parts) = part;
			at = span_hull(at, part);
		}
		if (e->next == NO_ENTRY) break;
		e = &p->entries.v[e->next];
	}
	leaf_make(p, &(struct leaf){BLOCK_item, list, level, at, marker, parts.v, parts.n});
}

enum { DEPTH_MAX = 32 };

static void list_make(struct plan *p, const struct unit *u) {
	int lists[DEPTH_MAX], items[DEPTH_MAX];
	unsigned depth = 0;
	for (size_t i = u->entry_first; i < u->entry_last; i++) {
		const struct entry *e = &p->entries.v[i];
		if (e->more) continue;
		if (e->level < depth) depth = e->level;
		if (e->level > depth) {
			int parent = depth ? items[depth - 1] : BLOCK_NO_PARENT;
			lists[depth] = (int)p->d->blocks.n;
			document_block(p->d, BLOCK_list, parent, entry_start(p, e))->level = ++depth;
		}
		items[depth - 1] = (int)p->d->blocks.n;
		item_make(p, e, lists[depth - 1]);
		for (size_t b = (size_t)items[depth - 1]; b < p->d->blocks.n; b++)
			for (unsigned k = 0; k < depth; k++) {
				struct block *list = &p->d->blocks.v[lists[k]];
				list->at = span_hull(list->at, p->d->blocks.v[b].at);
			}
	}
}

/* ---- tables */

/* 1000 → 1, 917 → 0.917, 900 → 0.9 */
static slice fit_text(arena *a, unsigned thousandths) {
	if (thousandths >= 1000) return S("1");
	unsigned digits[3] = {thousandths / 100, thousandths / 10 % 10, thousandths % 10};
	char *p = arena_alloc(a, 5);
	size_t n = 3;
	while (n > 0 && digits[n - 1] == 0) n--;
	if (n == 0) return S("0");
	p[0] = '0';
	p[1] = '.';
	for (size_t i = 0; i < n; i++) p[2 + i] = (char)('0' + digits[i]);
	return (slice){p, n + 2};
}

/* The line that rules off the header becomes the table's marker. */
static void table_make(struct plan *p, const struct unit *u) {
	const struct grid *g = &p->grids.v[u->grid];
	int table = (int)p->d->blocks.n;
	span at = unit_span(p, u);
	for (size_t i = g->row_first; i < g->row_last; i++) at = span_hull(at, span_of(p->rows.v[i].at));
	struct block *b = document_block(p->d, BLOCK_table, BLOCK_NO_PARENT, at);
	*block_rest(p->d->arena, b) = (struct block_rest){.method = g->method, .fit = fit_text(p->d->arena, g->fit)};
	b->marker = g->marker;
	for (size_t i = g->row_first; i < g->row_last; i++) {
		const struct row *r = &p->rows.v[i];
		int row = (int)p->d->blocks.n;
		document_block(p->d, BLOCK_row, table, span_of(r->at))->header = r->header;
		for (size_t k = 0; k < g->columns; k++) {
			const struct cell *c = &p->cells.v[r->cell + k];
			span place = span_of(c->at);
			const spans *pieces = c->more ? &p->pieces.v[c->more - 1] : NULL;
			const span *parts = pieces ? pieces->v : &place;
			size_t count = pieces ? pieces->n : span_length(place) > 0;
			leaf_make(p, &(struct leaf){BLOCK_cell, row, 0, place, SPAN_NONE, parts, count});
		}
	}
}

/* ---- the others */

static void quote_make(struct plan *p, const struct unit *u) {
	spans parts = {0};
	for (size_t i = u->first; i < u->last; i++) {
		const struct line *l = line_of(p, i);
		if (l->text < l->stop) *vec_push(p->scratch, &parts) = (span){l->text, l->stop};
	}
	leaf_make(p, &(struct leaf){BLOCK_quotation, BLOCK_NO_PARENT, 0, unit_span(p, u),
	                     line_mark(line_of(p, u->first)), parts.v, parts.n});
}

static void code_make(struct plan *p, const struct unit *u) {
	span text = {line_of(p, u->first)->stop, line_of(p, u->first)->stop};
	if (u->last - u->first > 2) text = (span){line_of(p, u->first + 1)->body, line_of(p, u->last - 2)->stop};
	leaf_of_span(p, BLOCK_code, BLOCK_NO_PARENT, 0, unit_span(p, u), line_mark(line_of(p, u->first)), text);
}

/* The title in the front matter: its key is markup, its value a heading (with the quotes around it). */
static void title_make(struct plan *p, const struct unit *u) {
	span key = trim(p->text, span_of(u->marker));
	if (p->text.p[key.end - 1] != ':') key = trim(p->text, (span){key.start, key.end - 1});
	leaf_of_span(p, BLOCK_boilerplate, BLOCK_NO_PARENT, 0, key, SPAN_NONE, key);
	span at = trim(p->text, (span){key.end, line_of(p, u->first)->stop});
	leaf_of_span(p, BLOCK_heading, BLOCK_NO_PARENT, u->level, at, SPAN_NONE, span_of(u->text));
}

/* A number before a heading stays in its text: it is how people name it. */
static void unit_make(struct plan *p, const struct unit *u) {
	span at = unit_span(p, u);
	if (u->title && u->kind == UNIT_HEADING) {
		title_make(p, u);
		return;
	}
	switch (u->kind) {
	case UNIT_TEXT: leaf_of_span(p, BLOCK_paragraph, BLOCK_NO_PARENT, 0, at, SPAN_NONE, span_of(u->text)); break;
	case UNIT_HEADING:
		leaf_of_span(p, BLOCK_heading, BLOCK_NO_PARENT, u->level, at, span_of(u->marker), span_of(u->text));
		break;
	case UNIT_LIST: list_make(p, u); break;
	case UNIT_CODE: code_make(p, u); break;
	case UNIT_QUOTE: quote_make(p, u); break;
	case UNIT_TABLE: table_make(p, u); break;
	case UNIT_CAPTION:
		leaf_of_span(p, BLOCK_caption, BLOCK_NO_PARENT, 0, at, span_of(u->marker), span_of(u->text));
		break;
	case UNIT_PAGE: leaf_of_span(p, BLOCK_boilerplate, BLOCK_NO_PARENT, 0, at, SPAN_NONE, span_of(u->text)); break;
	case UNIT_RULE: document_block(p->d, BLOCK_divider, BLOCK_NO_PARENT, at); break;
	}
}

/* As many blocks as there will be, but for what is cut: at once, since growing would leave as much again behind. */
static void blocks_reserve(struct plan *p) {
	size_t n = p->units.n + p->rows.n + p->cells.n;
	for (size_t i = 0; i < p->entries.n; i++) n += p->entries.v[i].level > 1 ? 2u : 1u;
	if (n <= p->d->blocks.cap) return;
	p->d->blocks.v = arena_room(p->d->arena, n * sizeof *p->d->blocks.v);
	p->d->blocks.cap = n;
}

void blocks_make(struct plan *p) {
	blocks_reserve(p);
	for (size_t i = 0; i < p->units.n; i++) unit_make(p, &p->units.v[i]);
}
