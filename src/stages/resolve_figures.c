/* Figures and what stands around them: the nearest name and the nearest date of their own sentence.
 *
 * The register figure-context says what counts: mentions of which types, dates of which kinds (columns record, of: mention, date; word:
 * what leads to another clause; moment: words behind a figure that say when without a date). The rules:
 *
 *   - Nothing outside the figure's sentence counts. A sentence ends at . ! ? or an ellipsis with a blank behind it that no small
 *     letter follows; not at the point of an initial or inside "e.g.".
 *   - Marks , ; : between figure and candidate part clauses, and so do the words that the register names and a bracket that
 *     holds one of the two; marks between digits and a whole aside in brackets do not.
 *   - A figure inside a name (a title, say) is nobody's.
 *   - A date in front counts wherever it stands; one behind only in the same clause. Fewer marks between wins, then the
 *     smaller distance in bytes, then the earlier.
 *   - A name counts only in the same clause, by the same order; where there is none, the name that opens the sentence.
 *   - A figure with a moment of its own behind it in its clause ("the year before") has no date's period.
 *   - Beyond 500 bytes nothing counts but the name that opens the sentence.
 *   - An item that has no such name or date takes it from the last sentence of its list's intro: the last one there.
 *
 * Nothing is guessed across sentences, and pronouns are not followed. */
#include "stages/resolve_figures.h"

#include "base/ascii.h"
#include "base/utf8.h"

/* A name that opens a sentence may have an article before it. */
enum { OPENING = 4 };
/* Sentences are shorter than this; hostile text is not, and must not cost more than its length. */
enum { REACH = 500 };

struct context {
	struct document *d;
	const struct register_table *counts; /* what may stand for whom and when */
	size_t record, of;                   /* its columns */
	slice text;                          /* the clean text */
	span range, sentence; /* the block and the sentence looked at last: figures come in order of place */
	struct announced {    /* what the intro looked at last gives */
		span end;
		const struct record *name, *date;
	} intro;
};

struct choice {
	const struct record *best;
	size_t marks, distance;
};

/* ---- sentences */

static bool ends_sentence(uint32_t code) { return code == '.' || code == '!' || code == '?' || code == 0x2026; }

static bool closes(uint32_t code) {
	return code == '"' || code == '\'' || code == ')' || code == ']' || code == 0x2019 || code == 0x201D;
}

/* Is the point at `at` part of a word: "J. Smith", "e.g. so"? */
static bool is_initial(slice text, size_t at) {
	if (text.p[at] != '.') return false;
	struct utf8_char letter = utf8_before(text, at);
	if (!utf8_is_letter(letter.code)) return false;
	struct utf8_char before = utf8_before(text, at - letter.size);
	return before.size == 0 || !(utf8_is_letter(before.code) || utf8_is_digit(before.code));
}

/* Where the sentence that ends with the mark at `at` stops; 0 where it does not end there. */
static size_t sentence_stop(slice text, size_t at) {
	struct utf8_char c = utf8_at(text, at);
	if (!ends_sentence(c.code) || is_initial(text, at)) return 0;
	size_t stop = at + c.size;
	for (c = utf8_at(text, stop); closes(c.code) || ends_sentence(c.code); c = utf8_at(text, stop)) stop += c.size;
	if (stop >= text.n) return stop;
	if (c.code != ' ') return 0;
	return utf8_is_lower(utf8_at(text, stop + 1).code) ? 0 : stop;
}

/* The sentence in which the clean offset lies, without the blank before it. SPAN_NONE outside all blocks. */
static span sentence_around(struct context *c, size_t offset) {
	const struct clean_block *b = clean_block_at(&c->d->clean, offset);
	if (b == NULL) return SPAN_NONE;
	bool goes_on = c->range.start == b->range.start && c->sentence.start <= offset;
	if (goes_on && offset < c->sentence.end) return c->sentence;
	c->range = b->range;
	c->sentence = (span){goes_on ? c->sentence.start : b->range.start, b->range.end};
	slice block = slice_at(c->text, (span){0, b->range.end});
	for (size_t at = c->sentence.start; at < block.n; at += utf8_at(block, at).size) {
		size_t stop = sentence_stop(block, at);
		if (stop > offset) {
			c->sentence.end = stop;
			return c->sentence;
		}
		if (stop > 0) c->sentence.start = stop < block.n ? stop + 1 : stop;
	}
	return c->sentence;
}

/* ---- candidates */

static bool counts(const struct context *c, slice record, slice of) {
	for (size_t i = 0; i < c->counts->rows.n; i++) {
		const slice *row = c->counts->rows.v[i];
		if (slice_equal(row[c->record], record) && slice_equal(row[c->of], of)) return true;
	}
	return false;
}

/* A comma, semicolon or colon; a bracket that has no partner in between is counted by the caller. */
static bool parts_clauses(slice text, size_t at) {
	char c = text.p[at];
	if (c != ',' && c != ';' && c != ':') return false;
	return at == 0 || at + 1 >= text.n || !utf8_is_digit((unsigned char)text.p[at - 1]) ||
	       !utf8_is_digit((unsigned char)text.p[at + 1]);
}

/* Does a word that leads to another clause start at `at`: that, which? */
static bool is_parting_word(const struct context *c, size_t at, size_t to) {
	if (at == 0 || c->text.p[at - 1] != ' ') return false;
	size_t end = at;
	while (end < to && ascii_is_lower(c->text.p[end])) end++;
	return end > at && end < to && c->text.p[end] == ' ' && counts(c, S("word"), slice_sub(c->text, at, end));
}

/* Do words stand behind the clean place `from`, in its clause, that say when without a date: "the year before"? */
static bool has_own_moment(struct context *c, size_t from) {
	span sentence = sentence_around(c, from);
	if (span_is_none(sentence)) return false; /* nothing stands behind it */
	size_t to = sentence.end < from + REACH ? sentence.end : from + REACH, end = from, word;
	while (end < to && !parts_clauses(c->text, end) && !is_parting_word(c, end, to)) end++;
	slice clause = slice_sub(c->text, from, end);
	for (size_t i = 0; i < c->counts->rows.n; i++) {
		const slice *row = c->counts->rows.v[i];
		if (!slice_equal(row[c->record], S("moment"))) continue;
		word = slice_find(clause, row[c->of]);
		if (word == SIZE_MAX) continue;
		size_t behind = word + row[c->of].n;
		bool whole = behind == clause.n || !utf8_is_letter(utf8_at(clause, behind).code);
		if (whole && word > 0 && clause.p[word - 1] == ' ') return true;
	}
	return false;
}

/* What parts clauses between two clean places. An aside in brackets does not, being in or outside one does. */
static size_t count_marks(const struct context *c, size_t from, size_t to) {
	size_t n = 0, open = 0;
	for (size_t i = from; i < to; i++) {
		if (c->text.p[i] == '(')
			open++;
		else if (c->text.p[i] == ')' && open > 0)
			open--;
		else
			n += c->text.p[i] == ')' ||
			     (open == 0 && (parts_clauses(c->text, i) || is_parting_word(c, i, to)));
	}
	return n + open;
}

/* A mention that can own a figure, with its key; a date that can be a period, with its year. */
static bool is_candidate(const struct context *c, const struct record *r, bool date) {
	if (date) {
		slice value = r->kind == &tables[TABLE_dates] ? record_get(r, COLUMN_dates_value) : ABSENT;
		return value.n > 0 && value.p[0] != 'X' && counts(c, S("date"), record_get(r, COLUMN_dates_kind));
	}
	if (r->kind != &tables[TABLE_mentions] || record_get(r, COLUMN_mentions_entity).n == 0) return false;
	return counts(c, S("mention"), record_get(r, COLUMN_mentions_type));
}

static void consider(struct choice *best, const struct record *r, size_t marks, size_t distance) {
	if (best->best != NULL && (marks > best->marks || (marks == best->marks && distance >= best->distance))) return;
	*best = (struct choice){r, marks, distance};
}

/* One candidate at clean place `at`, for a figure at `figure`. */
static void weigh(
        const struct context *c, const struct record *r, bool date, span at, span figure, struct choice *best) {
	bool before = at.end <= figure.start;
	if (!before && at.start < figure.end) return; /* a name inside what is counted */
	size_t from = before ? at.end : figure.end, to = before ? figure.start : at.start;
	size_t marks = count_marks(c, from, to);
	if (marks == 0 || (date && before)) consider(best, r, marks, to - from);
}

/* The name that opens the sentence, or NULL. */
static const struct record *find_opening(const struct context *c, span sentence) {
	size_t last = sentence.start + OPENING;
	span raw = clean_to_raw(&c->d->clean, (span){sentence.start, last < sentence.end ? last : sentence.end});
	for (size_t i = document_first_record(c->d, raw.start);
	        i < c->d->records.n && c->d->records.v[i].at.start <= raw.end; i++)
		if (is_candidate(c, &c->d->records.v[i], false)) return &c->d->records.v[i];
	return NULL;
}

static bool stands_in_name(const struct document *d, const struct record *figure) {
	size_t reach = figure->at.start > REACH ? figure->at.start - REACH : 0;
	for (size_t i = document_first_record(d, reach);
	        i < d->records.n && d->records.v[i].at.start <= figure->at.start; i++) {
		const struct record *r = &d->records.v[i];
		if (r->kind == &tables[TABLE_mentions] && span_contains(r->at, figure->at)) return true;
	}
	return false;
}

/* The name or date that belongs to the clean place `figure`, or NULL. */
static const struct record *find(struct context *c, span figure, bool date) {
	span sentence = sentence_around(c, figure.start);
	if (span_is_none(sentence)) return NULL;
	span near = sentence;
	if (near.start + REACH < figure.start) near.start = figure.start - REACH;
	if (near.end > figure.end + REACH) near.end = figure.end + REACH;
	span raw = clean_to_raw(&c->d->clean, near);
	struct choice best = {0};
	for (size_t i = document_first_record(c->d, raw.start); i < c->d->records.n; i++) {
		const struct record *r = &c->d->records.v[i];
		if (r->at.start >= raw.end) break;
		if (!is_candidate(c, r, date)) continue;
		span at = clean_of_raw(&c->d->clean, r->at);
		if (!span_is_none(at) && span_contains(sentence, at)) weigh(c, r, date, at, figure, &best);
	}
	return best.best == NULL && !date ? find_opening(c, sentence) : best.best;
}

/* ---- items */

/* Where the intro of the list in which the raw place stands ends: its last clean byte; SPAN_NONE where there is none. */
static span intro_end(const struct document *d, span place) {
	int at = document_block_at(d, place.start), list = -1;
	if (at < 0 || d->blocks.v[at].kind != BLOCK_item) return SPAN_NONE;
	for (; at != BLOCK_NO_PARENT; at = d->blocks.v[at].parent)
		if (d->blocks.v[at].kind == BLOCK_list) list = at;
	if (list < 0) return SPAN_NONE;
	size_t start = d->blocks.v[list].at.start;
	for (size_t i = document_first_record(d, start); i < d->records.n && d->records.v[i].at.start == start; i++) {
		const struct record *r = &d->records.v[i];
		if (r->kind != &tables[TABLE_lists]) continue;
		span intro = r->fields[COLUMN_lists_intro].at;
		span clean = span_is_none(intro) ? SPAN_NONE : clean_of_raw(&d->clean, intro);
		return span_is_none(clean) || span_length(clean) == 0 ? SPAN_NONE : (span){clean.end - 1, clean.end};
	}
	return SPAN_NONE;
}

/* The last name or date of the sentence that ends here. */
static const struct record *find_last(struct context *c, span end, bool date) {
	span sentence = span_is_none(end) ? SPAN_NONE : sentence_around(c, end.start);
	if (span_is_none(sentence)) return NULL;
	if (sentence.start + REACH < sentence.end) sentence.start = sentence.end - REACH;
	span raw = clean_to_raw(&c->d->clean, sentence);
	const struct record *last = NULL;
	for (size_t i = document_first_record(c->d, raw.start); i < c->d->records.n; i++) {
		const struct record *r = &c->d->records.v[i];
		if (r->at.start >= raw.end) break;
		if (is_candidate(c, r, date)) last = r;
	}
	return last;
}

/* What the intro gives to an item; worked out once for figures of one list that follow each other. */
static const struct record *find_announced(struct context *c, span place, bool date) {
	span end = intro_end(c->d, place);
	if (span_is_none(end)) return NULL;
	if (end.end != c->intro.end.end)
		c->intro = (struct announced){end, find_last(c, end, false), find_last(c, end, true)};
	return date ? c->intro.date : c->intro.name;
}

/* ---- all figures */

static void fill(struct context *c, struct record *figure, size_t column, bool date, size_t from) {
	if (record_get(figure, column).n > 0) return;
	span at = clean_of_raw(&c->d->clean, figure->at);
	const struct record *found = span_is_none(at) ? NULL : find(c, at, date);
	bool behind = found != NULL && found->at.start >= figure->at.end;
	if (date && !behind && !span_is_none(at) && has_own_moment(c, at.end)) return;
	if (found == NULL) found = find_announced(c, figure->at, date);
	if (found != NULL) record_set(figure, column, record_get(found, from), found->at);
}

void resolve_figures(struct document *d, const struct pack *p) {
	struct context c = {.d = d, .counts = pack_register(p, S("figure-context")), .text = d->clean.text};
	if (c.counts == NULL) return;
	c.record = register_column(c.counts, S("record"));
	c.of = register_column(c.counts, S("of"));
	if (c.record == SIZE_MAX || c.of == SIZE_MAX) return;
	for (size_t i = 0; i < d->records.n; i++) {
		struct record *r = &d->records.v[i];
		if (r->kind != &tables[TABLE_figures] || stands_in_name(d, r)) continue;
		fill(&c, r, COLUMN_figures_entity, false, COLUMN_mentions_entity);
		fill(&c, r, COLUMN_figures_period, true, COLUMN_dates_value);
	}
}
