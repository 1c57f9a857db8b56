/* resolve: names → keys. A key is "scheme:code" where a register of the pack knows the name, else "type:normal form".
 * One document at a time: what the whole folder says of a key is collect's. */
#include "stages/stages.h"

static void link_mention(struct document *d, struct rule_context *c, struct record *r) {
	slice type = record_get(r, COLUMN_mentions_type), name = record_get(r, COLUMN_mentions_name);
	if (type.n == 0 || name.n == 0) return;
	struct link_answer answer = link_find(c->links, c->matcher, type, name, d->arena);
	record_set(r, COLUMN_mentions_entity, answer.key, SPAN_NONE);
	if (!answer.ambiguous) return;
	struct finding *f = document_finding(d, CODE_NAME_AMBIGUOUS, r->at,
	        say(d->arena, name, S(" fits several entries of the register; left unlinked")));
	f->records = r->id;
	f->found = answer.candidates;
}

static bool same_span(span a, span b) { return a.start == b.start && a.end == b.end; }

/* The entity of a mention that covers exactly this place, or ABSENT. Records stand in order of place, so those that
 * start here are neighbours of each other; `from` is any record that starts at or before it. */
static slice entity_at(const struct document *d, span at, size_t from) {
	for (size_t i = from; i < d->records.n && d->records.v[i].at.start <= at.start; i++) {
		const struct record *r = &d->records.v[i];
		if (r->kind == &tables[TABLE_mentions] && same_span(r->at, at))
			return record_get(r, COLUMN_mentions_entity);
	}
	return ABSENT;
}

/* Where an item or the long form of an abbreviation is a name as a whole, it names the same entity. */
static void link_by_place(struct document *d, size_t i) {
	struct record *r = &d->records.v[i];
	if (r->kind == &tables[TABLE_list_items]) {
		slice entity = entity_at(d, r->fields[COLUMN_list_items_text].at, i);
		if (entity.n > 0) record_set(r, COLUMN_list_items_entity, entity, SPAN_NONE);
	} else if (r->kind == &tables[TABLE_abbreviations]) {
		slice entity = entity_at(d, r->fields[COLUMN_abbreviations_long].at, i);
		if (entity.n > 0) record_set(r, COLUMN_abbreviations_entity, entity, SPAN_NONE);
	}
}

void stage_resolve(struct document *d, struct rule_context *c) {
	if (d->status == DOCUMENT_FAILED) return;
	for (size_t i = 0; i < d->records.n; i++)
		if (d->records.v[i].kind == &tables[TABLE_mentions]) link_mention(d, c, &d->records.v[i]);
	for (size_t i = 0; i < d->records.n; i++) link_by_place(d, i);
	arena_reset(&c->scratch);
}
