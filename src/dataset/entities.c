/* What the sets of keys are: name, type, subtype, code and counts of every entity. A part of keys.h.
 *
 * What documents say comes sorted by key, so a key is summed up while it passes by. What is said of keys that share a set
 * is sorted once more, by the foremost of them. */
#include "base/mem.h"
#include "base/sha256.h"
#include "dataset/keys.h"
#include "dataset/map.h"
#include "dataset/subtypes.h"
#include "rules/link.h"

/* ---- how often which text came */

struct times {
	slice text;
	uint64_t times;
};
struct tally {
	struct map places; /* text → place in the list */
	VEC(struct times) list;
};

static void tally_add(struct tally *t, slice text, uint64_t times, arena *a) {
	t->places.arena = a;
	if (text.n == 0) return;
	size_t place = map_get(&t->places, text);
	if (place == SIZE_MAX) {
		place = t->list.n;
		slice kept = arena_copy(a, text);
		map_add(&t->places, kept, place);
		vec_push(a, &t->list)->text = kept;
	}
	t->list.v[place].times += times;
}

/* The most frequent; of those the longest; of those the first in byte order. */
static bool is_better(const struct times *a, const struct times *b) {
	if (a->times != b->times) return a->times > b->times;
	return a->text.n != b->text.n ? a->text.n > b->text.n : slice_compare(a->text, b->text) < 0;
}

static slice tally_best(const struct tally *t) {
	const struct times *best = NULL;
	for (size_t i = 0; i < t->list.n; i++)
		if (!best || is_better(&t->list.v[i], best)) best = &t->list.v[i];
	return best ? best->text : ABSENT;
}

/* ---- one entity after the other */

struct gathering {
	struct keys *keys;
	const struct subtypes *subtypes;
	struct buf room;
	arena arena; /* of one entity */
	bool any;
	/* one entity: */
	slice key;
	struct tally names, types, details;
	struct key_sight first;
	uint64_t mentions, documents, last_document;
};

static void start(struct gathering *g, slice key) {
	arena_reset(&g->arena);
	g->any = true;
	g->key = arena_copy(&g->arena, key);
	g->names = g->types = g->details = (struct tally){0};
	g->first = (struct key_sight){0};
	g->mentions = g->documents = 0;
}

static void take(struct gathering *g, const struct key_sight *s) {
	if (s->details > 0) tally_add(&g->details, s->detail, s->details, &g->arena);
	if (s->mentions == 0) return;
	if (g->mentions == 0 || keys_is_before(g->keys, s, &g->first)) {
		g->first = *s;
		g->first.id = arena_copy(&g->arena, s->id);
	}
	if (g->mentions == 0 || g->last_document != s->document) g->documents++;
	g->last_document = s->document;
	g->mentions += s->mentions;
	tally_add(&g->names, s->name, s->mentions, &g->arena);
	tally_add(&g->types, s->type, s->mentions, &g->arena);
}

static void put(struct gathering *g, slice type, slice name, slice subtype) {
	struct buf *b = &g->room;
	buf_clear(b);
	bytes_put_text(b, type);
	bytes_put_text(b, name);
	bytes_put_text(b, id_of(&g->arena, S("entity"), g->key));
	bytes_put_text(b, g->key);
	bytes_put_text(b, subtype);
	bytes_put_text(b, g->mentions > 0 ? g->first.id : S(""));
	bytes_put_number(b, g->mentions);
	bytes_put_number(b, g->documents);
	sorter_put(&g->keys->entities, buf_slice(b));
}

/* What it is by its key alone; its mentions and its register know better. */
static void end(struct gathering *g) {
	if (!g->any) return;
	const struct keys *k = g->keys;
	const struct link *link = keys_link(k, g->key);
	struct cut cut = slice_cut(g->key, S(":"));
	slice type = link ? link->type : cut.head, name = cut.ok ? cut.tail : g->key;
	/* A label is looked up under the type of the scheme, which the mentions may not share. */
	slice label = link && cut.tail.n > 0 ? link_label(k->pack, type, cut.tail) : ABSENT;
	slice best_type = tally_best(&g->types), best_name = tally_best(&g->names), detail = tally_best(&g->details);
	if (best_type.p) type = best_type;
	if (label.n > 0)
		name = label;
	else if (best_name.p)
		name = best_name;
	bool told = detail.p && subtypes_relation(g->subtypes, type).n > 0;
	put(g, type, name, subtypes_of(g->subtypes, type, name, told ? detail : ABSENT));
	g->any = false;
}

/* Sums up the sights of each key. With `shared`, those of keys that are not alone go there, under the foremost. */
static void gather(struct gathering *g, struct sorter *sights, struct sorter *shared) {
	struct sorter_reader r;
	sorter_open(&r, sights);
	for (slice record; sorter_next(&r, &record);) {
		struct key_sight s = key_sight_of(record);
		slice foremost = shared ? keys_foremost(g->keys, s.key) : ABSENT;
		if (foremost.p) {
			s.key = foremost;
			key_sight_put(shared, &s, &g->room);
			continue;
		}
		if (!g->any || !slice_equal(s.key, g->key)) {
			end(g);
			start(g, s.key);
		}
		take(g, &s);
	}
	end(g);
	sorter_close(&r);
}

int entities_build(struct keys *k) {
	arena scratch = {0};
	struct subtypes subtypes;
	struct gathering g = {.keys = k, .subtypes = &subtypes};
	struct sorter shared = {.compare = k->sights.compare, .folder = k->sights.folder};
	subtypes_open(&subtypes, k->pack, &scratch);
	gather(&g, &k->sights, &shared);
	gather(&g, &shared, NULL);
	int error = k->sights.error ? k->sights.error : shared.error ? shared.error : k->entities.error;
	sorter_free(&shared);
	buf_free(&g.room);
	arena_free(&g.arena);
	arena_free(&scratch);
	return error;
}

/* ---- in their order */

int entities_compare(slice left, slice right, void *of) {
	(void)of;
	for (size_t i = 0; i < 3; i++) {
		int order = slice_compare(bytes_take_text(&left), bytes_take_text(&right));
		if (order != 0) return order;
	}
	return 0;
}

void entities_open(struct entity_walk *w, struct keys *k) {
	w->keys = k;
	sorter_open(&w->reader, &k->entities);
}

bool entities_next(struct entity_walk *w, struct entity *e) {
	slice record;
	if (!sorter_next(&w->reader, &record)) return false;
	*e = (struct entity){.type = bytes_take_text(&record)};
	e->name = bytes_take_text(&record);
	e->id = bytes_take_text(&record);
	e->key = bytes_take_text(&record);
	e->subtype = bytes_take_text(&record);
	e->first = bytes_take_text(&record);
	e->mentions = (size_t)bytes_take_number(&record);
	e->documents = (size_t)bytes_take_number(&record);
	struct cut cut = slice_cut(e->key, S(":"));
	bool coded = keys_link(w->keys, e->key) != NULL;
	e->scheme = coded ? cut.head : ABSENT;
	e->code = coded ? cut.tail : ABSENT;
	return true;
}

int entities_close(struct entity_walk *w) {
	int error = w->reader.sorter->error;
	sorter_close(&w->reader);
	return error;
}
