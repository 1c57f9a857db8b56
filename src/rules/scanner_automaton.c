/* The automaton of a scanner: see scanner.h. A state knows the bytes that were read last but for case and which digit or blank
 * they were; what literals ask beyond that is told by bits of the last bytes, and asked once of all literals that end at a
 * state and ask the same. */
#include "base/ascii.h"
#include "base/mem.h"
#include "rules/scanner_literal.h"

#include <stdlib.h>

enum { STATES_MOST = UINT16_MAX, RARITIES = 128 /* cue_rarity is below */ };

struct seed {
	struct literal literal;
	VEC(uint32_t) cues;
	unsigned char places;
	struct raw_ending ending;
};

/* A state where a literal ends. */
struct leaf {
	uint32_t seed;
	uint32_t same; /* the next one at this state, plus one; 0: none */
};

struct maker {
	struct scanner *s;
	arena scratch;
	size_t longest;             /* what is scanned of a literal */
	unsigned char symbols[256]; /* of bytes, common ones first; 0: stands in no literal */
	unsigned char bytes[256];   /* by symbol: what it stands for */
	unsigned row_bits;          /* there are so many symbols, at most */
	unsigned beyond, beyonds;   /* the first symbol for bytes beyond ASCII, and how many there are */
	/* A tree of literals. */
	uint32_t *next;  /* state << row_bits | symbol → state; 0: none */
	uint32_t *first; /* by state: the first of its leaves, plus one */
	size_t states, room;
	VEC(struct seed) seeds; /* by literal */
	VEC(struct leaf) leaves;
	/* By number of the automaton's. */
	uint32_t *queue; /* the tree's */
	uint16_t *fall;  /* the state of the longest end */
	unsigned char *depth;
	char (*path)[LITERAL_SCANNED];
	uint32_t *raw_from;
	VEC(struct raw_ending) raw; /* of all states */
	/* Marks by their cues. */
	uint32_t *table; /* the mark's number, plus one; 0: free */
	size_t table_size;
	VEC(uint32_t) gathered;
};

/* What bytes are taken for: letters small, digits and blanks as one each. */
static unsigned char folded(char c) {
	if (ascii_is_letter(c)) return (unsigned char)(c | 32);
	if (ascii_is_digit(c)) return CUE_DIGIT;
	if (ascii_is_blank(c)) return CUE_BLANK;
	return (unsigned char)c >= 0x80 ? CUE_BEYOND : (unsigned char)c;
}

/* ---- symbols */

/* Bytes beyond ASCII have as many symbols as there is room for, by their lowest bits, which tell those of dashes, quotes and
 * currency signs apart. */
static void name_beyond(struct maker *m, unsigned width, unsigned char number[256]) {
	enum { BEYONDS_MOST = 16 };
	m->beyond = width;
	for (m->beyonds = 1; m->beyonds < BEYONDS_MOST && width + 2 * m->beyonds <= 1u << m->row_bits;) m->beyonds *= 2;
	for (unsigned i = 0; i < m->beyonds; i++) m->bytes[width + i] = CUE_BEYOND;
	number[CUE_BEYOND] = (unsigned char)width;
}

/* For the bytes that stand in literals: common ones first, so that most of what a text asks for of a row of the table stands
 * together. */
static void name_symbols(struct maker *m, const struct cue *const *cues, size_t n) {
	bool used[256] = {false};
	unsigned char number[256] = {0};
	unsigned width = 1;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < cues[i]->n; k++) {
			slice bytes = cues[i]->v[k].bytes;
			for (size_t b = 0; b < bytes.n && b < LITERAL_SCANNED; b++) used[folded(bytes.p[b])] = true;
		}
	for (unsigned rarity = 0; rarity < RARITIES; rarity++)
		for (unsigned i = 0; i < 256; i++) {
			if (!used[i] || i == CUE_BEYOND || cue_rarity((unsigned char)i, true) != rarity) continue;
			m->bytes[width] = (unsigned char)i;
			number[i] = (unsigned char)width++;
		}
	while (1u << m->row_bits < width + used[CUE_BEYOND]) m->row_bits++;
	if (used[CUE_BEYOND]) name_beyond(m, width, number);
	for (unsigned i = 0; i < 256; i++) {
		m->symbols[i] = number[folded((char)i)];
		if (i >= 0x80 && used[CUE_BEYOND]) m->symbols[i] = (unsigned char)(m->beyond + (i & (m->beyonds - 1)));
	}
}

static void name_kinds(struct scanner *s) {
	for (size_t i = 0; i < 256; i++) {
		char c = (char)i;
		s->kinds[i] = ascii_is_letter(c) ? BEFORE_LETTER : ascii_is_digit(c) ? BEFORE_DIGIT : BEFORE_OTHER;
		s->lanes[i] = UINT64_C(1) << INSIDE;
		if (ascii_is_letter(c)) s->lanes[i] |= UINT64_C(1) << LETTERS;
		if (ascii_is_digit(c)) s->lanes[i] |= UINT64_C(1) << DIGITS;
		if (!ascii_is_upper(c)) continue;
		s->lanes[i] |= UINT64_C(1) << CAPITALS;
		s->kinds[i] |= CAPITAL;
	}
}

/* ---- the tree */

static uint32_t add_state(struct maker *m) {
	unsigned bits = m->row_bits;
	if (m->states == m->room) {
		m->room = m->room ? 2 * m->room : 1024;
		m->next = must_realloc(m->next, (m->room << bits) * sizeof *m->next);
		m->first = must_realloc(m->first, m->room * sizeof *m->first);
	}
	memset(m->next + (m->states << bits), 0, sizeof *m->next << bits);
	m->first[m->states] = 0;
	return (uint32_t)m->states++;
}

static uint32_t state_behind(struct maker *m, uint32_t state, unsigned symbol) {
	size_t at = (size_t)state << m->row_bits | symbol;
	if (m->next[at] == 0) {
		uint32_t new = add_state(m);
		m->next[at] = new;
	}
	return m->next[at];
}

static unsigned symbol_of(const struct maker *m, char byte) {
	return byte == CUE_BEYOND ? m->beyond : m->symbols[(unsigned char)byte];
}

/* NULL: it is new. */
static struct seed *find_seed(struct maker *m, const struct literal *l) {
	uint32_t state = ROOT;
	for (size_t i = 0; i < l->n; i++) {
		state = m->next[(size_t)state << m->row_bits | symbol_of(m, l->bytes[i])];
		if (state == ROOT) return NULL;
	}
	for (uint32_t leaf = m->first[state]; leaf != 0; leaf = m->leaves.v[leaf - 1].same) {
		struct seed *seed = &m->seeds.v[m->leaves.v[leaf - 1].seed];
		if (literal_equal(&seed->literal, l)) return seed;
	}
	return NULL;
}

/* From its byte number `at` on. */
static void plant(struct maker *m, uint32_t seed, size_t at, uint32_t state) {
	const struct literal l = m->seeds.v[seed].literal;
	for (; at < l.n; at++) {
		unsigned symbol = symbol_of(m, l.bytes[at]);
		for (unsigned i = 1; l.bytes[at] == CUE_BEYOND && i < m->beyonds; i++)
			plant(m, seed, at + 1, state_behind(m, state, symbol + i));
		state = state_behind(m, state, symbol);
	}
	*vec_push(&m->scratch, &m->leaves) = (struct leaf){seed, m->first[state]};
	m->first[state] = (uint32_t)m->leaves.n;
}

static void add_literal(struct maker *m, const struct cue_literal *from, uint32_t cue) {
	struct literal new = literal_cut(from, m->longest);
	struct seed *seed = find_seed(m, &new);
	if (seed != NULL && seed->cues.v[seed->cues.n - 1] == cue) return;
	if (seed == NULL) {
		uint32_t number = (uint32_t)m->seeds.n;
		seed = vec_push(&m->scratch, &m->seeds);
		seed->literal = new;
		seed->places = literal_places(&new);
		seed->ending = literal_ending(&new, number);
		plant(m, number, 0, ROOT);
	}
	*vec_push(&m->scratch, &seed->cues) = cue;
}

/* False where there are more states than can be numbered. */
static bool grow_tree(struct maker *m, const struct cue *const *cues, size_t n) {
	m->states = m->seeds.n = m->leaves.n = 0;
	add_state(m);
	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < cues[i]->n; k++) add_literal(m, &cues[i]->v[k], (uint32_t)i);
		if (m->states > STATES_MOST) return false;
	}
	return true;
}

/* ---- marks */

static int compare_numbers(const void *left, const void *right) {
	uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
	return (a > b) - (a < b);
}

/* Those gathered, each once, in order. */
static void order_gathered(struct maker *m) {
	size_t kept = 1;
	if (m->gathered.n > 1) qsort(m->gathered.v, m->gathered.n, sizeof *m->gathered.v, compare_numbers);
	for (size_t i = 1; i < m->gathered.n; i++)
		if (m->gathered.v[i] != m->gathered.v[kept - 1]) m->gathered.v[kept++] = m->gathered.v[i];
	m->gathered.n = kept;
}

static uint32_t new_mark(struct maker *m, uint64_t bytes, uint64_t exact) {
	struct scanner *s = m->s;
	struct mark *new = &s->marks.v[s->marks.n - 1];
	new->bytes = bytes;
	new->exact = exact;
	for (size_t i = 0; i < m->gathered.n; i++) *vec_push(&s->arena, &s->cues) = m->gathered.v[i];
	vec_push(&s->arena, &s->marks)->cues = (uint32_t)s->cues.n;
	return (uint32_t)s->marks.n - 2;
}

static bool is_mark(const struct maker *m, uint32_t mark, uint64_t bytes, uint64_t exact) {
	const struct mark *v = &m->s->marks.v[mark];
	size_t n = v[1].cues - v[0].cues;
	return v->bytes == bytes && v->exact == exact && n == m->gathered.n &&
	       memcmp(m->s->cues.v + v[0].cues, m->gathered.v, n * sizeof(uint32_t)) == 0;
}

static size_t place_of_mark(const struct maker *m, uint64_t bytes, uint64_t exact) {
	uint64_t mix = UINT64_C(0x9E3779B97F4A7C15), hash = ((bytes * mix) ^ exact) * mix;
	for (size_t i = 0; i < m->gathered.n; i++) hash = (hash ^ (hash >> 32) ^ m->gathered.v[i]) * mix;
	size_t at = (size_t)(hash >> 32) & (m->table_size - 1);
	while (m->table[at] != 0 && !is_mark(m, m->table[at] - 1, bytes, exact)) at = (at + 1) & (m->table_size - 1);
	return at;
}

static void widen_table(struct maker *m) {
	if (m->table_size > 2 * m->s->marks.n) return;
	uint32_t *old = m->table;
	size_t size = m->table_size;
	m->table_size = size ? 4 * size : 1024;
	m->table = must_alloc(m->table_size * sizeof *m->table);
	for (size_t i = 0; i < size; i++) {
		if (old[i] == 0) continue;
		const struct mark *v = &m->s->marks.v[old[i] - 1];
		m->gathered.n = 0;
		for (uint32_t k = v[0].cues; k < v[1].cues; k++) *vec_push(&m->scratch, &m->gathered) = m->s->cues.v[k];
		m->table[place_of_mark(m, v->bytes, v->exact)] = old[i];
	}
	mem_free(old);
}

/* That of the literals' cues, and of what the first of them asks beyond the bits, as all do. */
static uint32_t mark_of(struct maker *m, const struct raw_ending *v, size_t n) {
	widen_table(m);
	m->gathered.n = 0;
	for (size_t i = 0; i < n; i++) {
		const struct seed *seed = &m->seeds.v[v[i].literal];
		for (size_t k = 0; k < seed->cues.n; k++) *vec_push(&m->scratch, &m->gathered) = seed->cues.v[k];
	}
	order_gathered(m);
	size_t at = place_of_mark(m, v->bytes, v->exact);
	if (m->table[at] == 0) m->table[at] = new_mark(m, v->bytes, v->exact) + 1;
	return m->table[at] - 1;
}

/* ---- endings */

/* By what they ask. */
static int compare_asked(const struct raw_ending *a, const struct raw_ending *b) {
	if (a->exact != b->exact) return a->exact < b->exact ? -1 : 1;
	if (a->bytes != b->bytes) return a->bytes < b->bytes ? -1 : 1;
	if (a->mask != b->mask) return a->mask < b->mask ? -1 : 1;
	return (a->capitals > b->capitals) - (a->capitals < b->capitals);
}

static int compare_endings(const void *left, const void *right) {
	const struct raw_ending *a = left, *b = right;
	int order = compare_asked(a, b);
	return order != 0 ? order : (a->literal > b->literal) - (a->literal < b->literal);
}

static void join_endings(struct maker *m, const struct raw_ending *v, size_t n) {
	struct scanner *s = m->s;
	for (size_t i = 0, behind; i < n; i = behind) {
		for (behind = i + 1; behind < n && compare_asked(&v[i], &v[behind]) == 0;) behind++;
		uint32_t mark = mark_of(m, v + i, behind - i);
		*vec_push(&s->arena, &s->endings) = (struct ending){
		        .mask = v[i].mask, .mark = mark, .capitals = v[i].capitals, .spelled = v[i].exact != 0};
	}
}

/* Those of the state itself, and those of the state of its longest end. */
static void add_endings(struct maker *m, size_t state) {
	struct scanner *s = m->s;
	size_t shorter = m->fall[state], from = m->raw.n;
	m->raw_from[state] = (uint32_t)from;
	s->endings_from[state] = (uint32_t)s->endings.n;
	for (uint32_t leaf = m->first[m->queue[state]]; leaf != 0; leaf = m->leaves.v[leaf - 1].same) {
		const struct seed *seed = &m->seeds.v[m->leaves.v[leaf - 1].seed];
		*vec_push(&m->scratch, &m->raw) = seed->ending;
		s->places[state] |= seed->places;
	}
	for (size_t i = m->raw_from[shorter], n = m->raw_from[shorter + 1]; shorter != ROOT && i < n; i++) {
		struct raw_ending e = m->raw.v[i];
		if (!literal_settle(&e, m->path[state][m->depth[state] - e.n - 1])) continue;
		*vec_push(&m->scratch, &m->raw) = e;
		s->places[state] |= m->seeds.v[e.literal].places;
	}
	size_t n = m->raw.n - from;
	m->raw_from[state + 1] = (uint32_t)m->raw.n;
	if (n > 1) qsort(m->raw.v + from, n, sizeof *m->raw.v, compare_endings);
	if (n > 0) join_endings(m, m->raw.v + from, n);
	s->endings_from[state + 1] = (uint32_t)s->endings.n;
}

/* ---- the way on */

static void add_path(struct maker *m, size_t state, size_t from, size_t symbol) {
	memcpy(m->path[state], m->path[from], sizeof *m->path);
	m->path[state][m->depth[from]] = (char)m->bytes[symbol];
	m->depth[state] = (unsigned char)(m->depth[from] + 1);
}

static uint16_t *next_of(const struct scanner *s, size_t state, unsigned symbol) {
	return s->next + (symbol / ROW * (s->states << ROW_BITS) + (state << ROW_BITS) + symbol % ROW);
}

/* From each state for each symbol, breadth first, which is how they are numbered from now on; what a state lacks it has from
 * the state of its longest end. */
static void link_states(struct maker *m) {
	struct scanner *s = m->s;
	size_t tail = 1;
	for (size_t head = 0; head < tail; head++) {
		const uint32_t *own = m->next + ((size_t)m->queue[head] << m->row_bits);
		if (head != ROOT) add_endings(m, head);
		for (unsigned c = 0; c < 1u << m->row_bits; c++) {
			uint16_t other = head == ROOT ? ROOT : *next_of(s, m->fall[head], c);
			*next_of(s, head, c) = other;
			if (own[c] == 0) continue;
			m->fall[tail] = other;
			m->queue[tail] = own[c];
			add_path(m, tail, head, c);
			*next_of(s, head, c) = (uint16_t)tail++;
		}
	}
}

static void make_table(struct maker *m) {
	enum { LINE = 64 };
	struct scanner *s = m->s;
	size_t parts = (((size_t)1 << m->row_bits) + ROW - 1) / ROW;
	s->states = m->states;
	s->table = must_alloc(parts * (m->states << ROW_BITS) * sizeof *s->next + LINE);
	s->next = (uint16_t *)(void *)((char *)s->table + (LINE - (uintptr_t)s->table % LINE));
	for (size_t i = 0; i < 256; i++) {
		/* The bytes that stand for more in literals are control characters in text, which stand in no literal: taken
		 * for a digit, one would keep away what must not stand behind digits. */
		bool control = i < ' ' && !ascii_is_blank((char)i);
		s->column[i] = (uint32_t)(next_of(s, ROOT, control ? 0 : m->symbols[i]) - s->next);
	}
}

void automaton_make(struct scanner *s, const struct cue *const *cues, size_t n) {
	struct maker m = {.s = s, .longest = LITERAL_SCANNED};
	name_symbols(&m, cues, n);
	name_kinds(s);
	while (!grow_tree(&m, cues, n) && m.longest > 1) m.longest--;
	make_table(&m);
	s->places = must_alloc(m.states);
	s->endings_from = must_alloc((m.states + 1) * sizeof *s->endings_from);
	m.queue = arena_alloc(&m.scratch, m.states * sizeof *m.queue);
	m.fall = arena_alloc(&m.scratch, m.states * sizeof *m.fall);
	m.depth = arena_alloc(&m.scratch, m.states);
	m.path = arena_alloc(&m.scratch, m.states * sizeof *m.path);
	m.raw_from = arena_alloc(&m.scratch, (m.states + 1) * sizeof *m.raw_from);
	vec_push(&s->arena, &s->marks); /* where the cues of the first one begin */
	link_states(&m);
	mem_free(m.next);
	mem_free(m.first);
	mem_free(m.table);
	arena_free(&m.scratch);
}
