/* Keys to entities: which keys name the same thing, over all documents, and what that thing is.
 *
 * An alias record joins the key of its entity with the key of its alias (union-find); two different codes of one scheme
 * never join, for a register says that they are two things: that is a finding name-ambiguous at the alias. Nothing joins
 * by likeness. An entity's id is a hash of its key with a code, else of its least key in byte order, so it stays the same
 * when other documents come and go.
 *
 *   struct keys k;
 *   keys_open(&k, pack);    k.name_of = …
 *   … for each document, in any order:   sights_of(&sights, d, scratch);  keys_take(&k, &sights, number);
 *   … for those with aliases, in any order:   keys_ask(&k, d, scratch);   then keys_learn(&k);
 *   … for those with aliases, in order of names:   keys_join(&k, d, scratch);
 *   keys_settle(&k);
 *   … then, in any order, by any thread:   keys_replace(&k, d);
 *   … and, by one:   entities_open(&walk, &k);  entities_next(&walk, &entity);  entities_close(&walk);
 *   keys_close(&k);
 *
 * Documents are numbers here. What they say of keys is sorted by key, and what is known of entities in their order, in
 * bounded memory (sorter.h): what stays is the keys that aliases tell of, and the names of one key at a time. */
#ifndef GARNER_DATASET_KEYS_H
#define GARNER_DATASET_KEYS_H

#include "dataset/sorter.h"
#include "dataset/strings.h"
#include "model/document.h"
#include "rules/pack.h"

/* What one document says of a key, of one type and name: made without the keys at hand, so that any thread may. */
struct sight {
	slice key, type, name; /* type and name: of its mentions */
	slice id;              /* of the first of them */
	uint32_t mentions;     /* 0: it stands in other columns alone */
	uint32_t first;        /* the least place of them, among the document's mentions in order */
};
/* What a relation says of its subject. */
struct detail_sight {
	slice key, predicate, detail;
};
struct sights {
	VEC(struct sight) list;
	VEC(struct detail_sight) details;
	bool aliases; /* keys_join has work here */
};
void sights_of(struct sights *s, const struct document *d, arena *a);

/* A key that aliases tell of; its number is that of its text. Nodes of one set form a tree under its root. */
struct key_node {
	const struct link *link; /* whose scheme the key's code is of, or NULL */
	uint32_t parent;         /* itself: a root */
	uint32_t coded;          /* of a root: the first key of the set with a code, or STRING_NONE */
	uint32_t next_coded;     /* of a key with a code: the next one of its set, or STRING_NONE */
	uint32_t foremost;       /* once settled: the key that gives the set its id */
	bool shared;             /* once settled: it is not alone in its set */
	slice type;              /* of its first mention with a type, or ABSENT */
};

struct keys {
	arena arena;
	const struct pack *pack;
	slice (*name_of)(const void *of, size_t document); /* whose order is that of the dataset */
	const void *of;
	/* private: */
	struct strings keys;
	struct key_node *nodes;
	size_t node_cap;
	struct finder *finder;
	struct sorter sights;   /* by key and document */
	struct sorter entities; /* by type, name and id */
};

/* The pack may be NULL: then no key has a code. Folder: for temporary files; NULL: that of the system. */
void keys_open(struct keys *k, const struct pack *pack, const char *folder);
void keys_take(struct keys *k, const struct sights *s, uint32_t document);
/* Notes of which keys the document's aliases tell; keys_learn then finds out of what type they are. */
void keys_ask(struct keys *k, struct document *d, arena *scratch);
void keys_learn(struct keys *k);
/* Joins what the document's aliases state; one that is not joined gives the document a finding. */
void keys_join(struct keys *k, struct document *d, arena *scratch);
/* Makes the entities: all documents were taken, all aliases joined. errno value where the temporary file failed. */
int keys_settle(struct keys *k);
void keys_close(struct keys *k);

/* ---- behind keys_settle, for any thread */

/* Entity ids in the place of keys, in all records of a document that was taken. */
void keys_replace(const struct keys *k, struct document *d);
/* The id of the entity that has the key; in the arena. */
slice keys_entity_id(const struct keys *k, slice key, arena *a);

/* ---- entities in order of (type, name, id), for one thread at a time */

struct entity {
	slice id, key, type, name, subtype, code, scheme;
	size_t mentions, documents;
	slice first; /* id of its first mention, in order of the dataset; empty where nothing mentions it */
};
struct entity_walk {
	const struct keys *keys;
	struct sorter_reader reader;
};
void entities_open(struct entity_walk *w, struct keys *k);
bool entities_next(struct entity_walk *w, struct entity *e); /* valid until the next call */
int entities_close(struct entity_walk *w);                   /* errno value */

/* ---- between keys.c and entities.c */

/* What stands in k->sights: of one key and document. */
struct key_sight {
	slice key;
	uint64_t document, mentions, first; /* mentions 0: nothing below but a detail */
	slice type, name, id;
	slice detail;
	uint64_t details;
};
void key_sight_put(struct sorter *to, const struct key_sight *s, struct buf *room);
struct key_sight key_sight_of(slice record);
int entities_compare(slice left, slice right, void *of);

const struct link *keys_link(const struct keys *k, slice key);
/* The key that its set has its id from; ABSENT where the key is alone. */
slice keys_foremost(const struct keys *k, slice key);
bool keys_is_before(const struct keys *k, const struct key_sight *a, const struct key_sight *b);
int entities_build(struct keys *k);

#endif
