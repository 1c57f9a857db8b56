/* A loaded pack and what a thread needs to run it, for tests of the stages. Include it behind asserts.h. */
#ifndef GARNER_TESTS_PACK_CONTEXT_H
#define GARNER_TESTS_PACK_CONTEXT_H

#include "packs.h"

#include "stages/stages.h"

static arena document_arena;
static struct rule_context context;

static inline int tear_down(void **state) {
	matcher_free(context.matcher);
	arena_free(&context.scratch);
	arena_free(&document_arena);
	context = (struct rule_context){0};
	return remove_pack_root(state);
}

#endif
