/* Keys to entities: which keys name the same thing, over all documents, and what that thing is.
 *
 * Union-find over every key that the documents' records hold. An alias record joins the key of its entity with the key
 * of its alias; two different codes of one scheme never join, for a register says that they are two things: that is a
 * finding name-ambiguous at the alias. Nothing joins by likeness. An entity's id is a hash of its key with a code, else
 * of its least key in byte order, so it stays the same when other documents come and go.
 *
 *   struct keys k;
 *   keys_open(&k, pack);
 *   … for each document, in any order:   sights_of(&sights, d, scratch);  keys_take(&k, &sights, number, d->name);
 *   … for those with aliases, in order of names:   keys_join(&k, d, scratch);
 *   keys_settle(&k);
 *   … then, in any order, by any thread:   keys_count(&k, d, number, scratch);  keys_replace(&k, d);
 *   keys_close(&k);
 *
 * Documents are numbers here: what is kept is a few bytes for each distinct key and name, whatever the number of records. */
#ifndef GARNER_DATASET_KEYS_H
#define GARNER_DATASET_KEYS_H

#include "dataset/strings.h"
#include "model/document.h"
#include "rules/pack.h"

#include <pthread.h>

/* What one document says of a key, of one type and name: made without the keys at hand, so that any thread may. */
struct sight {
	slice key, type, name; /* type and name: of its mentions */
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

/* A mention: a document, and a place among its mentions in order. */
struct first_mention {
	uint32_t document, place;
};

/* One key; its number is that of its text. Nodes of one set form a tree under its root. */
struct key_node {
	const struct link *link; /* whose scheme the key's code is of, or NULL */
	uint32_t parent;         /* itself: a root */
	uint32_t coded;          /* of a root: the first key of the set with a code, or STRING_NONE */
	uint32_t next_coded;     /* of a key with a code: the next one of its set, or STRING_NONE */
	uint32_t entity;
	uint32_t mentions;
	uint32_t type; /* of its first mention with a type, or STRING_NONE */
	struct first_mention first, typed;
};

struct entity_node {
	uint32_t key;
	uint32_t mentions;
	_Atomic uint32_t documents;
	struct first_mention first;
	slice type, name, subtype, first_id; /* first_id: see keys_count */
	char id[20];
};

struct keys {
	arena arena;
	const struct pack *pack;
	struct strings keys, texts; /* texts: names and types */
	struct key_node *nodes;
	uint32_t node_cap;
	struct pairs names, types,
	        details;       /* node and text; details: of the relations that finer types are taken from */
	slices document_names; /* by number, of those that were met */
	struct finder *finder;
	struct entity_node *entities; /* in order of (type, name, id) */
	uint32_t entity_count;
	pthread_mutex_t lock; /* over the arena, behind keys_settle */
};

/* The pack may be NULL: then no key has a code. */
void keys_open(struct keys *k, const struct pack *pack);
/* The number of the document and its name, which must outlive the keys. */
void keys_take(struct keys *k, const struct sights *s, uint32_t document, slice name);
/* Joins what the document's aliases state; one that is not joined gives the document a finding. */
void keys_join(struct keys *k, struct document *d, arena *scratch);
/* Makes the entities: all documents were taken, all aliases joined. Near-linear. */
void keys_settle(struct keys *k);
void keys_close(struct keys *k);

/* ---- behind keys_settle, for any thread */

/* Counts the document among those of each entity that it mentions, and notes the ids of first mentions. Once a document,
 * before keys_replace. */
void keys_count(struct keys *k, const struct document *d, uint32_t number, arena *scratch);
/* Entity ids in the place of keys, in all records of the document. */
void keys_replace(const struct keys *k, struct document *d);
/* The id of the entity that has the key, or the value itself where it is no key. */
slice keys_entity_id(const struct keys *k, slice value);

struct entity {
	slice id, key, type, name, subtype, code, scheme;
	size_t mentions, documents;
	slice first; /* id of its first mention, in order of the dataset; absent where nothing mentions it */
};
struct entity keys_entity(const struct keys *k, size_t i);

/* ---- between keys.c and entities.c */
uint32_t keys_root(struct keys *k, uint32_t node);
bool keys_is_before(const struct keys *k, struct first_mention a, struct first_mention b);
void entities_build(struct keys *k);

#endif
