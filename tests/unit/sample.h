/* Documents made by hand: what a stage would find is pointed at by its words. */
#ifndef GARNER_TESTS_SAMPLE_H
#define GARNER_TESTS_SAMPLE_H

#include "asserts.h"

#include "base/sha256.h"
#include "model/document.h"

/* A document of one paragraph, which is all of the text. */
static inline struct document *sample_document(arena *memory, slice name, slice text) {
	struct document *d = document_new(memory);
	d->name = arena_copy(memory, name);
	d->text = arena_copy(memory, text);
	d->sha256 = sha256_hex(memory, text);
	d->bytes = text.n;
	d->encoding = S("utf-8");
	d->media_type = S("text/plain");
	struct block *b = document_block(d, BLOCK_paragraph, BLOCK_NO_PARENT, (span){0, text.n});
	*vec_push(memory, &b->parts) = (span){0, text.n};
	document_block_ids(d);
	return d;
}

/* Where the words stand in the text, for the first time. */
static inline span sample_span(const struct document *d, slice words) {
	size_t at = slice_find(d->text, words);
	if (at == SIZE_MAX) fail_msg("the sample has no such words");
	return (span){at, at + words.n};
}

/* A record over these words, its first columns set in turn. */
static inline struct record *sample_record(
        struct document *d, int table, slice words, slice rule, const slice *values, size_t n) {
	struct record *r = document_record(d, &tables[table], sample_span(d, words), rule);
	for (size_t i = 0; i < n; i++)
		if (values[i].p) record_set(r, i, values[i], SPAN_NONE);
	return r;
}
#define SAMPLE_RECORD(d, table, words, rule, ...)                                                                      \
	sample_record((d), (table), (words), (rule), (const slice[]){__VA_ARGS__},                                     \
	        sizeof((const slice[]){__VA_ARGS__}) / sizeof(slice))

static inline void sample_mention(struct document *d, slice words, slice type, slice name, slice entity) {
	SAMPLE_RECORD(d, TABLE_mentions, words, S("test.mention"), type, name, entity);
}

#endif
