/* A rule pack as programs use it: see rules.h. */
#include "programs/rules.h"

#include "base/beside.h"
#include "dataset/views.h"

static bool take_prefilter(struct program *p, struct rules *r) {
	bool on = program_given(p, "prefilter"), off = program_given(p, "no-prefilter");
	if (on && off) program_fail(p, CODE_USAGE, S("--prefilter and --no-prefilter exclude each other"));
	r->prefilter = on ? PREFILTER_AT_ONCE : off ? PREFILTER_NEVER : PREFILTER_WHEN_IT_PAYS;
	return !(on && off);
}

/* The views and checks of a pack, looked at in a thread of its own while its rules are loaded. */
struct look {
	struct pack *pack;
	arena own;
	struct diags diags;
	struct beside beside;
	bool fine;
};

static void *look_at_sql(void *look) {
	struct look *l = look;
	l->fine = sql_check(l->pack, &l->own, &l->diags);
	return NULL;
}

static void look_begin(struct pack *pack, void *look) {
	struct look *l = look;
	l->pack = pack;
	l->diags.arena = &l->own;
	beside_begin(&l->beside, true, look_at_sql, l);
}

/* What it found is said behind what the rules gave rise to; of a pack that is not there, nothing. */
static bool look_end(struct look *l, struct pack *pack, arena *a, struct diags *diags) {
	/* None was begun, or in no thread. */
	if (l->beside.thread == NULL) return pack != NULL && sql_check(pack, a, diags);
	beside_end(&l->beside);
	arena_adopt(a, &l->own);
	for (size_t i = 0; pack != NULL && i < l->diags.list.n; i++) diag_add(diags, l->diags.list.v[i]);
	return pack != NULL && l->fine;
}

bool rules_load(struct program *p, struct rules *r) { return rules_load_for(p, r, 1); }

bool rules_load_for(struct program *p, struct rules *r, size_t threads) {
	*r = (struct rules){0};
	if (!program_need(p, "rules") || !take_prefilter(p, r)) return false;
	struct diags diags = {.arena = &p->arena};
	struct look look = {0};
	struct pack_beside beside = {
	        .trees = r->prefilter == PREFILTER_WHEN_IT_PAYS, .begin = look_begin, .data = &look};
	slice folder = program_option(p, "rules");
	bool whole = true, failed = p->failed;
	bool keep = program_given(p, "keep-going");
	r->pack = pack_load_beside(&p->arena, folder, &diags, keep, threads > 1 ? &beside : NULL, &whole);
	bool fine = look_end(&look, r->pack, &p->arena, &diags);
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
	*c = (struct rule_context){
	        .pack = r->pack, .links = r->links, .matcher = matcher_new(), .prefilter = r->prefilter};
}

void rules_context_end(struct rule_context *c) {
	matcher_free(c->matcher);
	arena_free(&c->scratch);
}
