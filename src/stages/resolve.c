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

/* The first record that starts at the offset or behind it. */
static size_t first_from(const struct document *d, size_t offset) {
	size_t low = 0, high = d->records.n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (d->records.v[middle].at.start < offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The mention in this place: the longest inside it, else one that it lies in. No mention is longer than a block. */
static const struct record *mention_in(const struct document *d, span at) {
	const struct record *best = NULL;
	size_t reach = at.start > BLOCK_TEXT_MAX ? at.start - BLOCK_TEXT_MAX : 0;
	for (size_t i = first_from(d, reach); i < d->records.n && d->records.v[i].at.start < at.end; i++) {
		const struct record *r = &d->records.v[i];
		if (r->kind != &tables[TABLE_mentions]) continue;
		if (!span_contains(at, r->at) && !span_contains(r->at, at)) continue;
		if (best == NULL || span_length(r->at) > span_length(best->at)) best = r;
	}
	return best;
}

/* The columns that name an entity by a capture: the key of the mention there. */
static void link_fields(struct document *d, const struct pack *p, struct record *r) {
	const struct rule *rule = pack_rule(p, r->rule);
	if (rule == NULL || rule->emits != r->kind) return;
	for (size_t i = 0; i < rule->fields.n; i++) {
		const struct rule_field *f = &rule->fields.v[i];
		span at = f->source == FIELD_ENTITY ? record_capture(r, f->capture) : SPAN_NONE;
		const struct record *mention = span_is_none(at) ? NULL : mention_in(d, at);
		if (mention != NULL) record_set(r, f->column, record_get(mention, COLUMN_mentions_entity), mention->at);
	}
}

void stage_resolve(struct document *d, struct rule_context *c) {
	if (d->status == DOCUMENT_FAILED) return;
	for (size_t i = 0; i < d->records.n; i++)
		if (d->records.v[i].kind == &tables[TABLE_mentions]) link_mention(d, c, &d->records.v[i]);
	for (size_t i = 0; i < d->records.n; i++) link_by_place(d, i);
	for (size_t i = 0; i < d->records.n; i++) link_fields(d, c->pack, &d->records.v[i]);
	arena_reset(&c->scratch);
}
