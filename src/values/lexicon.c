/* Lexicons: see lexicon.h. One open-addressing hash table a register, keyed by the folded first cell. */
#include "values/lexicon.h"

#include "base/ascii.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <pthread.h>
#include <stdatomic.h>

enum { STACK_KEY_MAX = 128 }; /* longer keys, and keys beyond ASCII that are not folded already, take the slow way */

/* What a table is looked up with. */
struct index {
	arena arena;
	slice *keys;       /* folded, by row */
	size_t *slots;     /* number of a row + 1; 0: free */
	size_t slot_count; /* a power of two, more than half of it free */
	size_t longest;    /* bytes of the longest key */
};

struct lexicon_table {
	slice name;
	const slice *columns;
	size_t column_count;
	slice *const *rows;
	size_t n;
	_Atomic(struct index *) index; /* NULL: not asked yet */
};
static pthread_mutex_t making = PTHREAD_MUTEX_INITIALIZER;

/* The slot that holds the key, or the free one where it belongs. */
static size_t slot_of(const struct index *x, slice key) {
	size_t at = (size_t)slice_hash(key) & (x->slot_count - 1);
	while (x->slots[at] && !slice_equal(x->keys[x->slots[at] - 1], key)) at = (at + 1) & (x->slot_count - 1);
	return at;
}

static slice fold(arena *a, slice key) { return utf8_casefold(a, utf8_fold_blanks(a, key)); }

/* ---- filling */

void lexicon_add_table(
        struct lexicon *l, slice name, const slice *columns, size_t count, slice *const *rows, size_t n) {
	struct lexicon_table *t = arena_alloc(l->arena, sizeof *t);
	t->name = name;
	t->columns = columns;
	t->column_count = count;
	t->rows = rows;
	t->n = count > 0 ? n : 0;
	*vec_push(l->arena, &l->tables) = t;
}

void lexicon_free(struct lexicon *l) {
	for (size_t i = 0; i < l->tables.n; i++) {
		struct index *x = atomic_exchange(&l->tables.v[i]->index, NULL);
		if (x == NULL) continue;
		arena_free(&x->arena);
		mem_free(x);
	}
}

static struct index *index_new(const struct lexicon_table *t) {
	struct index *x = must_alloc(sizeof *x);
	x->slot_count = 16;
	while (x->slot_count <= 2 * t->n) x->slot_count *= 2;
	x->slots = arena_alloc(&x->arena, x->slot_count * sizeof *x->slots);
	x->keys = arena_alloc(&x->arena, (t->n + 1) * sizeof *x->keys);
	for (size_t i = 0; i < t->n; i++) {
		x->keys[i] = fold(&x->arena, t->rows[i][0]);
		size_t slot = slot_of(x, x->keys[i]);
		if (x->slots[slot] == 0) x->slots[slot] = i + 1;
		if (x->keys[i].n > x->longest) x->longest = x->keys[i].n;
	}
	return x;
}

static const struct index *index_of(struct lexicon_table *t) {
	struct index *x = atomic_load(&t->index);
	if (x != NULL) return x;
	pthread_mutex_lock(&making);
	if ((x = atomic_load(&t->index)) == NULL) atomic_store(&t->index, x = index_new(t));
	pthread_mutex_unlock(&making);
	return x;
}

/* ---- looking up */

static const slice *row_of_folded(struct lexicon_table *t, slice key) {
	const struct index *x = index_of(t);
	size_t found = key.n > x->longest ? 0 : x->slots[slot_of(x, key)];
	return found ? t->rows[found - 1] : NULL;
}

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

static const slice *row_of(struct lexicon_table *t, slice key) {
	/* Folding what is folded changes nothing, so a hit as it stands is right: that spares "£" and "½" the slow way. */
	const slice *row = row_of_folded(t, key);
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

static struct lexicon_table *table_of(const struct lexicon *l, slice name) {
	for (size_t i = 0; i < l->tables.n; i++)
		if (slice_equal(l->tables.v[i]->name, name)) return l->tables.v[i];
	return NULL;
}

bool lexicon_has(const struct lexicon *l, slice table) { return table_of(l, table) != NULL; }

slice lexicon_get(const struct lexicon *l, slice table, slice key, slice column) {
	struct lexicon_table *t = table_of(l, table);
	const slice *row = t && key.p ? row_of(t, key) : NULL;
	for (size_t i = 0; row && i < t->column_count; i++)
		if (slice_equal(t->columns[i], column)) return row[i].p ? row[i] : S("");
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
	struct lexicon_table *t = table_of(l, table);
	struct utf8_char last = utf8_at(text, 0);
	if (!t || !last.size || !ends_between(last, (struct utf8_char){0})) return 0;
	/* Folding shortens a character to a third at most (U+212A to "k"), but for runs of blanks, which a key does not
	 * need: what is longer than this is no key. */
	size_t longest = index_of(t)->longest, limit = longest > SIZE_MAX / 4 ? SIZE_MAX : longest * 3 + 3, best = 0;
	for (size_t end = last.size; end <= limit;) {
		struct utf8_char next = utf8_at(text, end);
		if (ends_between(last, next) && row_of(t, slice_sub(text, 0, end))) best = end;
		if (!next.size) break;
		end += next.size;
		last = next;
	}
	return best;
}
