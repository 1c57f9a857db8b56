/* Of an explanation, the link: a name, its form after each rewriting step that changed it, the register's row. */
#include "inspect/explain_parts.h"

#include "base/utf8.h"
#include "rules/regex.h"

static void put_step(const struct explain *e, const struct link_step *step) {
	slice by = S("trimmed");
	if (step->variant != NULL) {
		const struct origin *o = &step->variant->origin;
		slice pattern = utf8_fold_blanks(e->a, regex_pattern(step->variant->match));
		by = say(e->a, pattern, S(" -> "), page_quote(e, step->variant->with), S(" ("), o->file, S(":"),
		        page_number(e, place_of(o->source, o->at.start).line), S(")"));
	}
	page_row(e, S(""), say(e->a, page_quote(e, step->form), S("  by "), by));
}

static void put_steps(const struct explain *e, const struct link *l, slice name) {
	link_steps steps = {0};
	link_tell(l, e->matcher, name, e->a, &steps);
	page_row(e, S("link"), say(e->a, page_quote(e, name), S("  the name")));
	for (size_t i = 0; i < steps.n; i++) {
		if (i == 0) {
			page_row(e, S(""),
			        say(e->a, page_quote(e, steps.v[i].form), S("  white space and case folded")));
			continue;
		}
		if (!slice_equal(steps.v[i].form, steps.v[i - 1].form)) put_step(e, &steps.v[i]);
	}
}

static slice row_text(const struct explain *e, const struct register_table *t, size_t row) {
	const struct origin *o = &t->origin;
	span at = t->places.v[row];
	return say(e->a, o->file, S(":"), page_number(e, place_of(o->source, at.start).line), S("  "),
	        page_quote(e, slice_at(o->source, at)));
}

void explain_link(const struct explain *e, const struct record *r) {
	if (r->kind != &tables[TABLE_mentions]) return;
	slice type = record_get(r, COLUMN_mentions_type), name = record_get(r, COLUMN_mentions_name);
	if (type.n == 0 || name.n == 0) return;
	const struct link *l = pack_link(e->pack, type);
	struct link_answer answer = link_find(e->links, e->matcher, type, name, e->a);
	put_steps(e, l, name);
	if (answer.by != NULL)
		page_row(e, S("register"), row_text(e, answer.by, answer.row));
	else if (answer.ambiguous)
		page_row(e, S("register"), say(e->a, S("fits several codes and is none of them: "), answer.candidates));
	else if (l == NULL || l->scheme.p == NULL)
		page_row(e, S("register"), say(e->a, S("none: the pack links no "), type, S(" to codes")));
	else
		page_row(e, S("register"), S("no row has this form"));
	page_row(e, S("key"), answer.key);
}
