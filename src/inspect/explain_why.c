/* Why a rule gave nothing on a line: see explain_why.h. Each block on the line is asked as extract asks it: kind, section,
 * what the rule leans on, the pattern, what stands around the match; then what became of the match. The first that says
 * no is told, with what stood there. */
#include "inspect/explain_why.h"

#include "inspect/explain_parts.h"
#include "inspect/explain_reach.h"
#include "inspect/explain_why_parts.h"

bool why_on_line(span line, span at) {
	return span_overlaps(line, at) || (at.start == at.end && at.start >= line.start && at.start <= line.end);
}

static bool same(span a, span b) { return a.start == b.start && a.end == b.end; }

/* ---- scope */

static slice kinds_text(const struct explain *e, uint32_t set) {
	slice text = S("");
	for (unsigned i = 0; i < BLOCK_COUNT; i++)
		if ((set & UINT32_C(1) << i) != 0)
			text = say(e->a, text, text.n > 0 ? S(", ") : S(""), block_kind_text((enum block_kind)i));
	return text;
}

static void tell_waived(const struct explain *e, const struct document *d, span at) {
	for (size_t i = 0; i < d->waivers.n; i++)
		if (span_overlaps(d->waivers.v[i].at, at))
			page_row(e, S("waived"),
			        say(e->a, page_quote(e, slice_at(d->text, d->waivers.v[i].at)), S(" by "),
			                explain_rule_name(e, d->waivers.v[i].rule)));
}

static bool kind_allows(const struct why *w, const struct view *v) {
	if ((w->r->in & UINT32_C(1) << v->block->kind) != 0) return true;
	page_row(w->e, S("in"),
	        say(w->e->a, S("a "), block_kind_text(v->block->kind), S("; the rule runs in "),
	                kinds_text(w->e, w->r->in)));
	if (v->block->kind == BLOCK_boilerplate) tell_waived(w->e, w->d, v->block->at);
	return false;
}

static slice or_none(slice section) { return section.n > 0 ? section : S("(no heading above)"); }

static bool section_allows(const struct why *w, const struct view *v) {
	const struct explain *e = w->e;
	slice section = v->block->section;
	if (w->r->under != NULL && regex_search(e->matcher, w->r->under, section, 0) != REGEX_MATCH) {
		struct regex_reach reach = regex_furthest(e->matcher, w->r->under, section);
		page_row(e, S("under"), say(e->a, S("not found in the section "), page_quote(e, or_none(section))));
		if (reach.end > reach.start)
			page_row(e, S("reached"), page_quote(e, slice_sub(section, reach.start, reach.end)));
		if (reach.known) reach_tell_wanted(e, w->r->under, w->r->written_under, &reach, 0);
		return false;
	}
	if (w->r->not_under == NULL || regex_search(e->matcher, w->r->not_under, section, 0) != REGEX_MATCH)
		return true;
	page_row(e, S("not_under"),
	        say(e->a, S("found in the section "), page_quote(e, section), S(": "),
	                page_quote(e, slice_at(section, matcher_group(e->matcher, 0)))));
	return false;
}

static bool lean_holds(const struct why *w, const struct view *v, enum rule_lean lean) {
	static const char *const names[LEAN_COUNT] = {"intro", "heading", "elsewhere", "next", "columns"};
	const struct explain *e = w->e;
	const struct regex *r = w->r->leans[lean];
	slice label = slice_of(names[lean]);
	if (r == NULL) return true;
	spans texts = why_lean(w->d, lean, v->index, e->a);
	for (size_t i = 0; i < texts.n; i++)
		if (regex_search(e->matcher, r, slice_at(w->d->clean.text, texts.v[i]), 0) == REGEX_MATCH) return true;
	if (texts.n != 1) {
		page_row(e, label,
		        texts.n == 0 ? S("there is none here, and the rule leans on it")
		                     : S("found in no block of the document"));
		return false;
	}
	slice text = slice_at(w->d->clean.text, texts.v[0]);
	struct regex_reach reach = regex_furthest(e->matcher, r, text);
	page_row(e, label, say(e->a, S("not found in "), page_quote(e, text)));
	reach_tell(e, w->d, texts.v[0], r, w->r->written_leans[lean], &reach);
	return false;
}

static bool leans_hold(const struct why *w, const struct view *v) {
	for (unsigned i = 0; i < LEAN_COUNT; i++)
		if (!lean_holds(w, v, (enum rule_lean)i)) return false;
	return true;
}

/* ---- a match, and what became of it */

static bool neighbours_hold(const struct why *w, const struct view *v, span at) {
	struct matcher *m = w->e->matcher;
	if (w->r->before != NULL && regex_match_at(m, w->r->before, v->text, at.end) != REGEX_MATCH) return false;
	return w->r->after == NULL || regex_search(m, w->r->after, slice_sub(v->text, 0, at.start), 0) == REGEX_MATCH;
}

static void tell_neighbours(const struct why *w, const struct view *v, span at) {
	const struct explain *e = w->e;
	struct matcher *m = e->matcher;
	slice before = slice_sub(v->text, 0, at.start);
	if (w->r->before != NULL && regex_match_at(m, w->r->before, v->text, at.end) != REGEX_MATCH) {
		struct regex_reach reach = regex_furthest_at(m, w->r->before, v->text, at.end);
		page_row(e, S("before"),
		        say(e->a, S("does not match what stands behind "), page_quote(e, slice_at(v->text, at))));
		reach_tell(e, w->d, v->clean, w->r->before, w->r->written_before, &reach);
		return;
	}
	struct regex_reach reach = regex_furthest(m, w->r->after, before);
	page_row(e, S("after"),
	        say(e->a, S("does not match what stands before "), page_quote(e, slice_at(v->text, at)), S(": "),
	                page_quote(e, before)));
	if (reach.known) reach_tell_wanted(e, w->r->after, w->r->written_after, &reach, WHY_BEHIND_SHIFT);
}

static bool tell_taken(const struct why *w, span raw) {
	bool any = false;
	for (size_t i = 0; i < w->d->records.n; i++) {
		const struct record *r = &w->d->records.v[i];
		if (!slice_equal(r->rule, w->r->id) || r->kind != w->r->emits || !same(r->at, raw)) continue;
		page_row(w->e, S("taken"), page_record(w->e, w->d, r));
		any = true;
	}
	for (size_t i = 0; w->r->emits == NULL && i < w->d->waivers.n; i++) {
		if (!slice_equal(w->d->waivers.v[i].rule, w->r->id) || !same(w->d->waivers.v[i].at, raw)) continue;
		page_row(w->e, S("taken"), say(w->e->a, S("waived "), page_quote(w->e, slice_at(w->d->text, raw))));
		any = true;
	}
	return any;
}

static slice priority_text(const struct explain *e, const struct rule *r) {
	if (r == NULL) return S("");
	slice sign = r->priority < 0 ? S("-") : S("");
	size_t size = (size_t)(r->priority < 0 ? -(long)r->priority : r->priority);
	return say(e->a, S(", priority "), sign, page_number(e, size));
}

static bool tell_lost(const struct why *w, span raw) {
	const struct explain *e = w->e;
	for (size_t i = 0; i < w->d->losers.n; i++) {
		const struct loser *l = &w->d->losers.v[i];
		if (!slice_equal(l->rule, w->r->id) || l->kind != w->r->emits || !same(l->at, raw)) continue;
		page_row(e, S("lost"),
		        say(e->a, l->kind->is, S(" "), page_quote(e, slice_at(w->d->text, l->at)), S(", bytes "),
		                page_bytes(e, l->at), priority_text(e, w->r)));
		page_row(e, S("to"),
		        say(e->a, l->winner_kind->is, S(" "), page_quote(e, slice_at(w->d->text, l->winner_at)),
		                S(", bytes "), page_bytes(e, l->winner_at), S(", of "),
		                explain_rule_name(e, l->winner_rule),
		                priority_text(e, pack_rule(e->pack, l->winner_rule)), S("; by "), l->reason));
		return true;
	}
	return false;
}

static void tell_unread(const struct why *w, span raw) {
	const struct explain *e = w->e;
	slice by = w->r->as != NULL ? slice_of(w->r->as->name) : S("its fields");
	page_row(e, S("unread"),
	        say(e->a, S("the pattern matches "), page_quote(e, slice_at(w->d->text, raw)), S(", but "), by,
	                w->r->as != NULL ? S(" reads no value in its captures") : S(" read no value in its captures")));
	for (size_t i = 0; i < w->d->findings.n; i++) {
		const struct finding *f = &w->d->findings.v[i];
		if (!span_is_none(f->at) && same(f->at, raw))
			page_row(e, S("finding"), say(e->a, f->code, S(": "), f->message));
	}
}

/* Every match that touches the line: true where that answers the question. *from: where the last match taken, or before the
 * line, ends. */
static bool tell_matches(const struct why *w, const struct view *v, size_t *from) {
	bool answered = false;
	struct matcher *m = w->e->matcher;
	for (size_t at = 0; at <= v->text.n;) {
		enum regex_status status = regex_search(m, w->r->match, v->text, at);
		if (status != REGEX_MATCH) break;
		span found = matcher_group(m, 0);
		at = matcher_next(m, v->text);
		span raw = clean_to_raw(&w->d->clean, (span){v->clean.start + found.start, v->clean.start + found.end});
		if (span_length(found) == 0 || raw.end <= w->line.start) {
			*from = at;
			continue;
		}
		if (raw.start > w->line.end) break;
		bool held = neighbours_hold(w, v, found);
		if (held && tell_taken(w, raw)) {
			*from = at;
			continue;
		}
		answered = true;
		if (!held)
			tell_neighbours(w, v, found);
		else if (!tell_lost(w, raw))
			tell_unread(w, raw);
	}
	return answered;
}

/* The part of the view that stands on the line, in bytes of its text. */
static span line_in(const struct why *w, const struct view *v) {
	span on = {v->text.n, 0};
	for (size_t i = 0; i < v->text.n; i++) {
		span raw = clean_to_raw(&w->d->clean, (span){v->clean.start + i, v->clean.start + i + 1});
		if (raw.end <= w->line.start || raw.start >= w->line.end) continue;
		if (i < on.start) on.start = i;
		on.end = i + 1;
	}
	return on.start > on.end ? (span){0, v->text.n} : on;
}

static void tell_view(const struct why *w, const struct view *v) {
	const struct explain *e = w->e;
	size_t from = 0;
	page_row(e, S("block"),
	        say(e->a, block_kind_text(v->block->kind), S(", "), page_lines(e, w->d->text, v->block->at)));
	page_row(e, S("section"), or_none(v->block->section));
	page_row(e, S("text"), page_quote(e, v->text));
	/* What a rule took stands, whatever else the block is by now. */
	if (!kind_allows(w, v) || !section_allows(w, v) || !leans_hold(w, v)) return;
	if (tell_matches(w, v, &from)) return;
	span line = line_in(w, v);
	bool taken = from > line.start;
	struct regex_reach reach = regex_furthest_on(e->matcher, w->r->match, v->text, from, line);
	if (taken && reach.end == reach.start) return;
	reach_tell(e, w->d, v->clean, w->r->match, w->r->written, &reach);
}

/* ---- the blocks of a line */

static void tell_rule(const struct why *w) {
	const struct document *d = w->d;
	size_t told = 0;
	bool rows = (w->r->in & UINT32_C(1) << BLOCK_row) != 0, cells = (w->r->in & UINT32_C(1) << BLOCK_cell) != 0;
	for (size_t i = 0; i < d->clean.blocks.n; i++) {
		struct view v = why_view(d, i);
		if (!why_on_line(w->line, v.block->at)) continue;
		size_t last = i;
		if (rows && why_row(d, i, &last, &v)) {
			tell_view(w, &v);
			told++;
			if (!cells) {
				i = last;
				continue;
			}
			v = why_view(d, i);
		}
		tell_view(w, &v);
		told++;
	}
	if (told == 0) page_row(w->e, S("nothing"), S("no block that shows text stands on this line"));
}

/* A waiver by the rule itself turned its block into boilerplate: that is told first. */
static bool tell_own_waivers(const struct why *w) {
	bool any = false;
	for (size_t i = 0; w->r->emits == NULL && i < w->d->waivers.n; i++)
		if (slice_equal(w->d->waivers.v[i].rule, w->r->id) && why_on_line(w->line, w->d->waivers.v[i].at))
			any = tell_taken(w, w->d->waivers.v[i].at) || any;
	return any;
}

static slice place_text(const struct explain *e, const struct origin *o) {
	return say(e->a, o->file, S(":"), page_number(e, place_of(o->source, o->at.start).line));
}

/* ---- all of it */

bool explain_why_knows(const struct pack *p, slice id, arena *a, slice *nearest) {
	slices ids = {0};
	for (size_t i = 0; i < p->rules.n; i++) *vec_push(a, &ids) = p->rules.v[i]->id;
	for (size_t i = 0; i < p->cells.n; i++) *vec_push(a, &ids) = p->cells.v[i]->rule.id;
	for (size_t i = 0; i < p->templates.n; i++) *vec_push(a, &ids) = p->templates.v[i]->id;
	*nearest = nearest_name(id, ids.v, ids.n);
	for (size_t i = 0; i < ids.n; i++)
		if (slice_equal(ids.v[i], id)) return true;
	return false;
}

bool explain_why(const struct explain *e, struct document *d, slice id, size_t number) {
	span line = explain_line_span(d->text, number);
	if (span_is_none(line)) return false;
	struct why w = {e, d, pack_rule(e->pack, id), line};
	const struct cell_rule *cell = why_cell_rule(e->pack, id);
	const struct table_template *template = why_template(e->pack, id);
	const struct origin *origin = w.r != NULL    ? &w.r->origin
	                              : cell != NULL ? &cell->rule.origin
	                                             : &template->origin;
	page_title(e, say(e->a, id, S(" ("), place_text(e, origin), S(") on "), d->name, S(":"), page_number(e, number),
	                      S(": "), page_quote(e, slice_at(d->text, line))));
	if (w.r == NULL && cell != NULL)
		why_tell_cells(&w, cell);
	else if (w.r == NULL)
		why_tell_lines(&w, template);
	else if (!tell_own_waivers(&w))
		tell_rule(&w);
	return true;
}
