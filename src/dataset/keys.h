/* Keys to entities: which keys name the same thing, over all documents, and what that thing is.
 *
 * Union-find over every key that the documents' records hold. An alias record joins the key of its entity with the key
 * of its alias; two different codes of one scheme never join, for a register says that they are two things: that is a
 * finding name-ambiguous at the alias. Nothing joins by likeness. An entity's id is a hash of its key with a code, else
 * of its least key in byte order, so it stays the same when other documents come and go. */
#ifndef GARNER_DATASET_KEYS_H
#define GARNER_DATASET_KEYS_H

#include "dataset/map.h"
#include "model/document.h"
#include "rules/pack.h"

struct entity {
	slice id, key, type, name, subtype, code, scheme;
	size_t mentions, documents;
	slice first; /* id of its first mention, in order of the dataset; absent where nothing mentions it */
};

/* One key. Nodes of one set form a tree under its root. */
struct key_node {
	slice key;
	const struct link *link; /* whose scheme the key's code is of, or NULL */
	slice type;              /* of its first mention */
	size_t parent;           /* itself: a root */
	size_t coded;            /* of a root: the first key of the set with a code, or SIZE_MAX */
	size_t next_coded;       /* of a key with a code: the next one of its set, or SIZE_MAX */
	size_t entity;           /* of a root: its entity */
};

struct keys {
	arena *arena;
	const struct pack *pack;
	struct map index; /* key → node */
	VEC(struct key_node) nodes;
	VEC(struct entity) entities; /* in order of (type, name, id) */
};

/* The documents must stand in order of their names; where an alias is not joined, its document gets the finding. The
 * pack may be NULL: then no key has a code. All in the arena. Near-linear in the records. */
void keys_build(struct keys *k, struct document *const *documents, size_t n, const struct pack *pack, arena *a);
/* The id of the entity that has the key, or the value itself where it is no key. */
slice keys_entity_id(struct keys *k, slice value);
/* Entity ids in the place of keys, in all records of the document. */
void keys_replace(struct keys *k, struct document *d);

/* ---- between keys.c and entities.c */
size_t keys_root(struct keys *k, size_t node);
void entities_build(struct keys *k, struct document *const *documents, size_t n);

#endif
