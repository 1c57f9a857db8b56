/* Three documents with something of most tables, collected into a folder. */
#ifndef GARNER_TESTS_SAMPLE_DATASET_H
#define GARNER_TESTS_SAMPLE_DATASET_H

#include "asserts.h"

#include "folder.h"

#include "dataset/collect.h"
#include "sample.h"

enum { SAMPLES = 3 };

#define SAMPLE_TEXT(literal)                                                                                           \
	{ literal, sizeof(literal) - 1 }
static const slice sample_names[SAMPLES] = {
        SAMPLE_TEXT("a.txt"), SAMPLE_TEXT("b, \"2\".txt"), SAMPLE_TEXT("sub/c.txt")};
static const slice sample_texts[SAMPLES] = {
        SAMPLE_TEXT("Anna Lee spent \xC2\xA3"
                    "579.7k\r\nin May. Bob, her \"friend\",\nkept 12 of 14 beds.\n"),
        SAMPLE_TEXT("- Anna Lee\n- Bob (x4310)\n\nCookies! Accept All\n"),
        SAMPLE_TEXT(""),
};

/* What a figure's value is; tests change it to see what notices. */
static slice sample_value = {"579700", 6};

static inline void sample_fill_first(struct document *d) {
	sample_mention(d, S("Anna Lee"), S("person"), S("Anna Lee"), S("person:anna lee"));
	sample_mention(d, S("Bob"), S("person"), S("Bob"), S("person:bob"));
	SAMPLE_RECORD(d, TABLE_figures,
	        S("\xC2\xA3"
	          "579.7k"),
	        S("money.symbol"), S("money"), sample_value, ABSENT, S("GBP"), ABSENT, ABSENT, S("person:anna lee"));
	SAMPLE_RECORD(d, TABLE_dates, S("May"), S("date.month"), S("month"), S("2019-05"), ABSENT, S("true"));
	SAMPLE_RECORD(d, TABLE_relations, S("her \"friend\""), S("rel"), S("person:bob"), S("friend-of"),
	        S("person:anna lee"), S("a, \"b\"\nc"));
	SAMPLE_RECORD(d, TABLE_aliases, S("Bob"), S("alias"), S("person:bob"), S("Robert"), S("stated"));
	document_finding(d, CODE_LIST_LOST, SPAN_NONE, S("no list"));
	document_finding(d, CODE_BLOCK_CUT, (span){0, 4}, S("cut"));
	d->published = S("2019-06");
}

static inline void sample_fill_second(struct document *d) {
	span list = {0, 24};
	d->blocks.v[0] = (struct block){
	        .kind = BLOCK_list, .parent = BLOCK_NO_PARENT, .level = 1, .at = list, .marker = SPAN_NONE};
	for (size_t i = 0; i < 2; i++) {
		span at = i == 0 ? (span){0, 10} : (span){11, 24};
		struct block *b = document_block(d, BLOCK_item, 0, at);
		b->level = 1;
		b->marker = (span){at.start, at.start + 1};
		*vec_push(d->arena, &b->parts) = (span){at.start + 2, at.end};
	}
	struct block *b = document_block(d, BLOCK_boilerplate, BLOCK_NO_PARENT, (span){26, 45});
	*vec_push(d->arena, &b->parts) = b->at;
	*vec_push(d->arena, &d->waivers) =
	        (struct waiver){.at = {26, 34}, .rule = S("furniture"), .reason = S("cookies")};
	document_block_ids(d);
	sample_mention(d, S("Anna Lee"), S("person"), S("Anna Lee"), S("person:anna lee"));
	SAMPLE_RECORD(d, TABLE_contacts, S("x4310"), S("phone"), S("phone"), S(";ext=4310"), S("person:robert"));
	SAMPLE_RECORD(d, TABLE_lists, S("- Anna Lee\n- Bob (x4310)"), S("list"), S("false"), S("2"), S("false"));
	document_record_ids(d);
	slice id = d->records.v[2].id;
	SAMPLE_RECORD(d, TABLE_list_items, S("- Anna Lee"), S("list"), id, S("1"), S("1"), S("-"), S("Anna Lee"),
	        S("person:anna lee"));
	SAMPLE_RECORD(d, TABLE_list_items, S("- Bob (x4310)"), S("list"), id, S("2"), S("1"), S("-"), S("Bob (x4310)"));
}

/* A new document, as the chain would hand it over. */
static inline struct document *sample_make(arena *a, size_t which) {
	struct document *d = sample_document(a, sample_names[which], sample_texts[which]);
	if (which == 0) sample_fill_first(d);
	if (which == 1) sample_fill_second(d);
	document_record_ids(d);
	return d;
}

static inline void sample_add(struct collection *c, size_t which) {
	arena a = {0};
	struct document *d = sample_make(&a, which);
	collection_add(c, d, &a);
}

/* All samples into a folder of that name below the root. */
static inline slice sample_collect(const char *name, unsigned formats) {
	struct diags diags = {.arena = &scratch};
	enum level worst;
	const char *folder = in_root(name);
	assert_int_equal(io_make_folders(folder), 0);
	struct collection *c = collection_new(NULL);
	for (size_t i = 0; i < SAMPLES; i++) sample_add(c, i);
	assert_true(collection_write(c, folder, formats, &diags, &worst));
	collection_free(c);
	return slice_of(folder);
}

#endif
