/* Arenas: see arena.h. A chain of chunks, each at least as large as all before it up to a bound, so that a document
 * costs a handful of requests whatever its size. */
#include "base/arena.h"

#include "base/mem.h"

/* A tiny build sets a few bytes here, so that every place where a chunk ends is met. */
#ifndef ARENA_FIRST_CHUNK
#define ARENA_FIRST_CHUNK ((size_t)16 << 10)
#endif
#define ARENA_LARGEST_CHUNK ((size_t)16 << 20)
#define ARENA_LARGE_ARRAY ((size_t)1 << 20)

struct arena_chunk {
	struct arena_chunk *older;
	size_t size;  /* of bytes */
	size_t dirty; /* bytes from the start that may not be zero */
	_Alignas(max_align_t) char bytes[];
};

static void chunk_add(arena *a, size_t at_least) {
	if (at_least > SIZE_MAX / 2) mem_exhausted();
	size_t size = a->total < ARENA_FIRST_CHUNK ? ARENA_FIRST_CHUNK : a->total;
	if (size > ARENA_LARGEST_CHUNK) size = ARENA_LARGEST_CHUNK;
	if (size < at_least) size = at_least;
	/* Small memory was in use before and is zeroed piece by piece as it is given out, most of it never; large comes zeroed. */
	bool small = size < ARENA_LARGE_ARRAY;
	struct arena_chunk *chunk = small ? must_realloc(NULL, sizeof *chunk + size) : must_alloc(sizeof *chunk + size);
	chunk->older = a->head;
	chunk->size = size;
	chunk->dirty = small ? size : 0;
	a->head = chunk;
	a->used = 0;
	a->total += size;
}

/* Gives out the next bytes, as they are. What is empty is not absent, so it has one. */
static inline char *take(arena *a, size_t bytes, size_t alignment) {
	if (bytes == 0) bytes = 1;
	size_t skip = -a->used & (alignment - 1);
	if (!a->head || skip > a->head->size - a->used || bytes > a->head->size - a->used - skip) {
		chunk_add(a, bytes);
		skip = 0;
	}
	char *taken = a->head->bytes + a->used + skip;
	a->used += skip + bytes;
	return taken;
}

/* What was taken is written now. */
static inline void *written(arena *a, char *taken) {
	if (a->used > a->head->dirty) a->head->dirty = a->used;
	return taken;
}

/* With zeros: of a chunk that came zeroed, only what was used before needs them. */
static void *zeroed(arena *a, char *taken, size_t bytes) {
	size_t start = (size_t)(taken - a->head->bytes), dirty = a->head->dirty;
	if (start < dirty) memset(taken, 0, bytes < dirty - start ? bytes : dirty - start);
	return written(a, taken);
}

void *arena_alloc(arena *a, size_t bytes) { return zeroed(a, take(a, bytes, _Alignof(max_align_t)), bytes); }

void *arena_room(arena *a, size_t bytes) { return written(a, take(a, bytes, _Alignof(max_align_t))); }

static inline char *bytes_room(arena *a, size_t bytes) { return written(a, take(a, bytes, 1)); }

slice arena_copy(arena *a, slice s) {
	if (!s.p) return ABSENT;
	char *copy = bytes_room(a, s.n);
	if (s.n) memcpy(copy, s.p, s.n);
	return (slice){copy, s.n};
}

char *arena_c_string(arena *a, slice s) {
	if (s.n == SIZE_MAX) mem_exhausted();
	char *copy = bytes_room(a, s.n + 1);
	if (s.n) memcpy(copy, s.p, s.n);
	copy[s.n] = '\0';
	return copy;
}

slice slice_concat(arena *a, const slice *parts, size_t n) {
	size_t sum = 0, at = 0;
	for (size_t i = 0; i < n; i++) {
		if (parts[i].n > SIZE_MAX / 2 - sum) mem_exhausted();
		sum += parts[i].n;
	}
	char *joined = bytes_room(a, sum);
	for (size_t i = 0; i < n; i++) {
		if (parts[i].n) memcpy(joined + at, parts[i].p, parts[i].n);
		at += parts[i].n;
	}
	return (slice){joined, sum};
}

slice slice_of_u64(arena *a, uint64_t n) {
	char *digits = bytes_room(a, U64_DIGITS);
	slice made = u64_digits(digits, n);
	a->used -= U64_DIGITS - made.n; /* the rest is as it was */
	return made;
}

/* Every VEC(type) has this layout; it is copied in and out, since C does not let one type stand for the other. */
struct any_vec {
	void *v;
	size_t n, cap;
};

/* Room for `more` bytes right behind the array, when that is what the arena gave out last. */
static bool extend(arena *a, const void *v, size_t bytes, size_t more) {
	if (!a->head || !v || (const char *)v + bytes != a->head->bytes + a->used) return false;
	if (more > a->head->size - a->used) return false;
	(void)bytes_room(a, more);
	return true;
}

/* ---- large arrays: each has a chunk of its own, behind the one in use, which grows without leaving a copy behind (and by
 * moving pages rather than bytes) */

static struct arena_chunk **chunk_of(arena *a, const void *v) {
	if (!a->head) return NULL;
	for (struct arena_chunk **link = &a->head->older; *link; link = &(*link)->older)
		if ((*link)->bytes == (const char *)v) return link;
	return NULL;
}

static void *chunk_add_behind(arena *a, size_t bytes) {
	if (!a->head) chunk_add(a, 1);
	struct arena_chunk *chunk = must_alloc(sizeof *chunk + bytes);
	chunk->size = chunk->dirty = bytes;
	chunk->older = a->head->older;
	a->head->older = chunk;
	a->total += bytes;
	return chunk->bytes;
}

static void *grow_large(arena *a, const struct any_vec *any, size_t old, size_t bytes) {
	struct arena_chunk **link = old >= ARENA_LARGE_ARRAY ? chunk_of(a, any->v) : NULL;
	if (!link || (*link)->size != old) {
		void *moved = chunk_add_behind(a, bytes);
		if (any->n) memcpy(moved, any->v, old);
		return moved;
	}
	*link = must_realloc(*link, sizeof **link + bytes);
	a->total += bytes - old;
	(*link)->size = (*link)->dirty = bytes;
	return (*link)->bytes;
}

void vec_grow(arena *a, void *vec, size_t element_size) {
	struct any_vec any;
	memcpy(&any, vec, sizeof any);
	/* Most blocks have one part and most records few captures: the first step is a small one. */
	size_t cap = any.cap ? any.cap * 2 : element_size < 64 ? 2 : 1, bytes = any.cap * element_size;
	if (cap > SIZE_MAX / 2 / element_size) mem_exhausted();
	if (cap * element_size >= ARENA_LARGE_ARRAY) {
		any.v = grow_large(a, &any, bytes, cap * element_size);
	} else if (!extend(a, any.v, bytes, cap * element_size - bytes)) {
		void *moved = arena_room(a, cap * element_size);
		if (any.n) memcpy(moved, any.v, any.n * element_size);
		any.v = moved;
	}
	any.cap = cap;
	memcpy(vec, &any, sizeof any);
}

static void poison(struct arena_chunk *chunk) {
#ifdef GARNER_POISON
	memset(chunk->bytes, 0xA5, chunk->dirty);
#else
	(void)chunk;
#endif
}

static void chunks_free(struct arena_chunk *chunk) {
	while (chunk) {
		struct arena_chunk *older = chunk->older;
		poison(chunk);
		mem_free(chunk);
		chunk = older;
	}
}

/* Behind the chunk in use, which stays that. */
void arena_adopt(arena *a, arena *from) {
	if (!from->head) return;
	if (!a->head) chunk_add(a, 1);
	struct arena_chunk *last = from->head;
	while (last->older) last = last->older;
	last->older = a->head->older;
	a->head->older = from->head;
	a->total += from->total;
	*from = (arena){0};
}

void arena_free(arena *a) {
	chunks_free(a->head);
	*a = (arena){0};
}

/* What took several chunks has one the next time: were most of it given back, each document would bring its pages anew. */
static bool reset_to_one(arena *a, const struct arena_chunk *largest) {
	size_t wanted = a->total < ARENA_LARGEST_CHUNK ? a->total : ARENA_LARGEST_CHUNK;
	if (largest->size >= wanted) return false;
	arena_free(a);
	chunk_add(a, wanted);
	return true;
}

void arena_reset(arena *a) {
	struct arena_chunk *largest = a->head;
	if (!largest) return;
	for (struct arena_chunk *c = a->head; c; c = c->older)
		if (c->size > largest->size) largest = c;
	if (reset_to_one(a, largest)) return;
	for (struct arena_chunk **link = &a->head; *link; link = &(*link)->older)
		if (*link == largest) {
			*link = largest->older;
			break;
		}
	chunks_free(a->head);
	poison(largest);
	largest->older = NULL;
	*a = (arena){largest, 0, largest->size};
}
