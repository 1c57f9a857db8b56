/* An arena: memory that is given back all at once.
 *
 * One arena per document holds all that belongs to it; a function that allocates has an `arena *` parameter, one that
 * has none does not. Grown in chunks, so pointers into it stay valid until reset or free. A scratch is an arena of
 * its own, reset between uses. Debug builds (GARNER_POISON) fill what is given back with 0xA5. Not thread-safe: one
 * arena belongs to one thread at a time. Cost of arena_alloc: constant but for a new chunk. */
#ifndef GARNER_BASE_ARENA_H
#define GARNER_BASE_ARENA_H

#include "base/slice.h"

#include <string.h>

struct arena_chunk;
typedef struct arena {
	struct arena_chunk *head; /* the chunk in use; older ones behind it */
	size_t used;              /* bytes given out of head */
	size_t total;             /* bytes held in all chunks */
} arena;

/* {0} is a valid empty arena. */
void *arena_alloc(arena *a, size_t bytes); /* zeroed, aligned for any type; never NULL */
void *arena_room(arena *a, size_t bytes);  /* the same, but not zeroed: for what is written whole at once */
slice arena_copy(arena *a, slice s);       /* ABSENT stays ABSENT */
char *arena_c_string(arena *a, slice s);   /* a NUL-terminated copy (an inner NUL is kept) */
void arena_reset(arena *a); /* empty it, keep its largest chunk, or one for all where that is no large one */
void arena_adopt(arena *a, arena *from); /* all that the other holds belongs to this one; the other is empty */
void arena_free(arena *a);               /* empty it and give all memory back; {0} again */

/* The slices one after the other, in the arena: say(a, S("no "), name). */
#define say(a, ...)                                                                                                    \
	slice_concat((a), (const slice[]){__VA_ARGS__}, sizeof((const slice[]){__VA_ARGS__}) / sizeof(slice))
slice slice_concat(arena *a, const slice *parts, size_t n);
slice slice_of_u64(arena *a, uint64_t n); /* decimal digits */

/* ---- growable arrays in an arena
 *
 *   VEC(struct block) blocks = {0};
 *   struct block *b = vec_push(arena, &blocks);   // a new zeroed element
 *   for (size_t i = 0; i < blocks.n; i++) use(&blocks.v[i]);
 *
 * Pushing may move the elements: do not keep pointers to them across a push, keep indexes. */
#define VEC(type)                                                                                                      \
	struct {                                                                                                       \
		type *v;                                                                                               \
		size_t n, cap;                                                                                         \
	}
#define vec_push(a, vec)                                                                                               \
	(((vec)->n == (vec)->cap ? vec_grow((a), (vec), sizeof *(vec)->v) : (void)0),                                  \
	        (void)memset((vec)->v + (vec)->n, 0, sizeof *(vec)->v), (vec)->v + (vec)->n++)
void vec_grow(arena *a, void *vec, size_t element_size); /* the room is not zeroed: vec_push does that */

typedef VEC(slice) slices;
typedef VEC(span) spans;

#endif
