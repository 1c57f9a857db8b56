/* Lexicons: see lexicon.h. One open-addressing hash table a register, keyed by the folded first cell.
 *
 * Hash: 64-bit FNV-1a (Fowler, Noll, Vo; draft-eastlake-fnv). The words come from rule packs, which are trusted, so
 * no seed is needed against chosen collisions; the order of rows never shows. */
#include "values/lexicon.h"

#include "base/ascii.h"
#include "base/utf8.h"

enum { STACK_KEY_MAX = 128 }; /* longer keys, and keys beyond ASCII that are not folded already, take the slow way */

struct lexicon_row {
	slice key; /* folded */
	slice *cells;
};

struct lexicon_table {
	arena *arena;
	slice name;
	slice *columns;
	size_t column_count;
	VEC(struct lexicon_row) rows;
	size_t *slots;     /* index of a row + 1; 0: free */
	size_t slot_count; /* a power of two, more than half of it free */
	size_t longest;    /* bytes of the longest key */
};

static uint64_t hash_of(slice key) {
	uint64_t h = UINT64_C(14695981039346656037);
	for (size_t i = 0; i < key.n; i++) h = (h ^ (unsigned char)key.p[i]) * UINT64_C(1099511628211);
	return h;
}

/* The slot that holds the key, or the free one where it belongs. */
static size_t slot_of(const struct lexicon_table *t, slice key) {
	size_t at = (size_t)hash_of(key) & (t->slot_count - 1);
	while (t->slots[at] && !slice_equal(t->rows.v[t->slots[at] - 1].key, key)) at = (at + 1) & (t->slot_count - 1);
	return at;
}

static const struct lexicon_row *row_of_folded(const struct lexicon_table *t, slice key) {
	if (t->slot_count == 0 || key.n > t->longest) return NULL;
	size_t found = t->slots[slot_of(t, key)];
	return found ? &t->rows.v[found - 1] : NULL;
}

static slice fold(arena *a, slice key) { return utf8_casefold(a, utf8_fold_blanks(a, key)); }

/* ---- filling */

struct lexicon_table *lexicon_add_table(struct lexicon *l, slice name, const slice *columns, size_t count) {
	struct lexicon_table *t = arena_alloc(l->arena, sizeof *t);
	t->arena = l->arena;
	t->name = name;
	t->columns = arena_alloc(l->arena, count * sizeof *columns);
	if (count) memcpy(t->columns, columns, count * sizeof *columns);
	t->column_count = count;
	*vec_push(l->arena, &l->tables) = t;
	return t;
}

static void make_room(struct lexicon_table *t) {
	if (t->rows.n * 2 < t->slot_count) return;
	t->slot_count = t->slot_count ? t->slot_count * 2 : 16;
	t->slots = arena_alloc(t->arena, t->slot_count * sizeof *t->slots);
	for (size_t i = 0; i < t->rows.n; i++) t->slots[slot_of(t, t->rows.v[i].key)] = i + 1;
}

bool lexicon_add_row(struct lexicon_table *t, const slice *cells) {
	if (t->column_count == 0) return false;
	slice key = fold(t->arena, cells[0]);
	make_room(t);
	size_t slot = slot_of(t, key);
	if (t->slots[slot]) return false;
	struct lexicon_row *row = vec_push(t->arena, &t->rows);
	row->key = key;
	row->cells = arena_alloc(t->arena, t->column_count * sizeof *cells);
	memcpy(row->cells, cells, t->column_count * sizeof *cells);
	t->slots[slot] = t->rows.n;
	if (key.n > t->longest) t->longest = key.n;
	return true;
}

/* ---- looking up */

static bool is_ascii(slice s) {
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] >= 0x80) return false;
	return true;
}

/* What fold does, for a short ASCII key and without memory of its own. */
static slice fold_ascii(char room[STACK_KEY_MAX], slice key) {
	size_t n = 0;
	bool blank = false;
	for (size_t i = 0; i < key.n; i++) {
		char c = key.p[i];
		if (ascii_is_blank(c)) {
			blank = n > 0;
			continue;
		}
		if (blank) room[n++] = ' ';
		blank = false;
		room[n++] = ascii_lower(c);
	}
	return (slice){room, n};
}

static const struct lexicon_row *row_of(const struct lexicon_table *t, slice key) {
	/* Folding what is folded changes nothing, so a hit as it stands is right: that spares "£" and "½" the slow way. */
	const struct lexicon_row *row = row_of_folded(t, key);
	if (row) return row;
	if (key.n <= STACK_KEY_MAX && is_ascii(key)) {
		char room[STACK_KEY_MAX];
		return row_of_folded(t, fold_ascii(room, key));
	}
	arena scratch = {0};
	row = row_of_folded(t, fold(&scratch, key));
	arena_free(&scratch);
	return row;
}

static const struct lexicon_table *table_of(const struct lexicon *l, slice name) {
	for (size_t i = 0; i < l->tables.n; i++)
		if (slice_equal(l->tables.v[i]->name, name)) return l->tables.v[i];
	return NULL;
}

bool lexicon_has(const struct lexicon *l, slice table) { return table_of(l, table) != NULL; }

slice lexicon_get(const struct lexicon *l, slice table, slice key, slice column) {
	const struct lexicon_table *t = table_of(l, table);
	const struct lexicon_row *row = t && key.p ? row_of(t, key) : NULL;
	for (size_t i = 0; row && i < t->column_count; i++)
		if (slice_equal(t->columns[i], column)) return row->cells[i].p ? row->cells[i] : S("");
	return ABSENT;
}

static bool is_word(uint32_t code) { return utf8_is_letter(code) || utf8_is_digit(code); }

/* May a word end between these two? Not inside a run of letters, nor inside a run of digits: the "k" of "5k" ends
 * before a blank, and so does the "m" of "½m". */
static bool ends_between(struct utf8_char last, struct utf8_char next) {
	if (utf8_is_blank(last.code) || last.code == '\n' || last.code == '\r') return false;
	return !next.size || !(is_word(last.code) && is_word(next.code));
}

size_t lexicon_prefix(const struct lexicon *l, slice table, slice text) {
	const struct lexicon_table *t = table_of(l, table);
	struct utf8_char last = utf8_at(text, 0);
	if (!t || !last.size || !ends_between(last, (struct utf8_char){0})) return 0;
	/* Folding shortens a character to a third at most (U+212A to "k"), but for runs of blanks, which a key does not
	 * need: what is longer than this is no key. */
	size_t limit = t->longest > SIZE_MAX / 4 ? SIZE_MAX : t->longest * 3 + 3, best = 0;
	for (size_t end = last.size; end <= limit;) {
		struct utf8_char next = utf8_at(text, end);
		if (ends_between(last, next) && row_of(t, slice_sub(text, 0, end))) best = end;
		if (!next.size) break;
		end += next.size;
		last = next;
	}
	return best;
}
