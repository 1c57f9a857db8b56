/* resolve: names → keys. A key is "scheme:code" where a register of the pack knows the name, else "type:normal form".
 * Short names of the document take the key of what they are short for: resolve_short.c. One document at a time: what the
 * whole folder says of a key is collect's. */
#include "stages/resolve_figures.h"
#include "stages/resolve_short.h"

static void link_mention(struct document *d, struct rule_context *c, struct record *r) {
	slice type = record_get(r, COLUMN_mentions_type), name = record_get(r, COLUMN_mentions_name);
	if (type.n == 0 || name.n == 0) return;
	struct link_answer answer = link_find(c->links, c->matcher, type, name, d->arena);
	record_set(r, COLUMN_mentions_entity, answer.key, SPAN_NONE);
	record_set(r, COLUMN_mentions_basis, answer.by != NULL ? S("register") : S("name"), SPAN_NONE);
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

/* No mention is longer than a block. */
const struct record *resolve_mention_in(const struct document *d, span at) {
	const struct record *best = NULL;
	size_t reach = at.start > BLOCK_TEXT_MAX ? at.start - BLOCK_TEXT_MAX : 0;
	for (size_t i = document_first_record(d, reach); i < d->records.n && d->records.v[i].at.start < at.end; i++) {
		const struct record *r = &d->records.v[i];
		if (r->kind != &tables[TABLE_mentions]) continue;
		bool inside = span_contains(at, r->at), best_inside = best != NULL && span_contains(at, best->at);
		if (!inside && (best_inside || !span_contains(r->at, at))) continue;
		if (best == NULL || inside != best_inside || span_length(r->at) > span_length(best->at)) best = r;
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
		const struct record *mention = span_is_none(at) ? NULL : resolve_mention_in(d, at);
		if (mention != NULL) record_set(r, f->column, record_get(mention, COLUMN_mentions_entity), mention->at);
	}
}

void stage_resolve(struct document *d, struct rule_context *c) {
	if (d->status == DOCUMENT_FAILED) return;
	for (size_t i = 0; i < d->records.n; i++)
		if (d->records.v[i].kind == &tables[TABLE_mentions]) link_mention(d, c, &d->records.v[i]);
	resolve_forms(d, c);
	resolve_short(d, c);
	for (size_t i = 0; i < d->records.n; i++) link_by_place(d, i);
	for (size_t i = 0; i < d->records.n; i++) link_fields(d, c->pack, &d->records.v[i]);
	resolve_figures(d, c->pack);
	arena_reset(&c->scratch);
}
