/* All patterns of a pack compiled at once, by those who are to say what is wrong with it: see pack.h. */
#include "rules/pack.h"
#include "rules/regex.h"
#include "rules/template.h"

struct completing {
	struct pack *pack;
	struct diags *diags;
};

static void complete(const struct completing *c, const struct regex *r, const struct origin *o) {
	struct regex_error error;
	if (r == NULL || regex_complete(r, c->pack->arena, &error)) return;
	diag_add(c->diags, (struct diag){.code = CODE_PATTERN,
	                           .file = o->file,
	                           .source = o->source,
	                           .at = {o->at.start, o->at.start},
	                           .message = error.message});
}

static void complete_rule(const struct completing *c, const struct rule *r) {
	const struct regex *const all[] = {r->match, r->under, r->not_under, r->before, r->after};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) complete(c, all[i], &r->origin);
	for (size_t i = 0; i < LEAN_COUNT; i++) complete(c, r->leans[i], &r->origin);
	for (size_t i = 0; i < r->fields.n; i++) complete(c, r->fields.v[i].each, &r->origin);
}

static void complete_template(const struct completing *c, const struct table_template *t) {
	for (size_t i = 0; i < t->forms.n; i++) {
		complete(c, t->forms.v[i].row, &t->origin);
		complete(c, t->forms.v[i].header, &t->origin);
	}
	complete(c, t->section, &t->origin);
	complete(c, t->more, &t->origin);
	complete(c, t->skip, &t->origin);
}

bool pack_complete(struct pack *p, struct diags *diags) {
	struct completing c = {p, diags};
	size_t said = diags->list.n;
	for (size_t i = 0; i < p->rules.n; i++) complete_rule(&c, p->rules.v[i]);
	for (size_t i = 0; i < p->cells.n; i++) complete_rule(&c, &p->cells.v[i]->rule);
	for (size_t i = 0; i < p->templates.n; i++) complete_template(&c, p->templates.v[i]);
	return diags->list.n == said;
}
