/* A rule pack as programs use it: see rules.h. */
#include "programs/rules.h"

#include "dataset/views.h"

bool rules_load(struct program *p, struct rules *r) {
	*r = (struct rules){0};
	if (!program_need(p, "rules")) return false;
	struct diags diags = {.arena = &p->arena};
	slice folder = program_option(p, "rules");
	bool whole = true, failed = p->failed;
	if (program_given(p, "keep-going"))
		r->pack = pack_load_good(&p->arena, folder, &diags, &whole);
	else
		r->pack = pack_load(&p->arena, folder, &diags);
	bool fine = r->pack && sql_check(r->pack, &diags);
	program_diags(p, &diags);
	if (fine && !whole) {
		p->failed = failed;
		p->incomplete = true;
	}
	if (!fine) {
		pack_free(r->pack);
		r->pack = NULL;
		p->failed = true;
		return false;
	}
	r->links = link_index_build(r->pack, &p->arena);
	return true;
}

struct kinds rules_kinds(const struct rules *r) {
	return (struct kinds){(const struct table *const *)r->pack->kinds.v, r->pack->kinds.n};
}

void rules_free(struct rules *r) {
	if (r->pack) pack_free(r->pack);
}

void rules_context(struct rule_context *c, const struct rules *r) {
	*c = (struct rule_context){.pack = r->pack, .links = r->links, .matcher = matcher_new()};
}

void rules_context_end(struct rule_context *c) {
	matcher_free(c->matcher);
	arena_free(&c->scratch);
}
