/* How far a match came: see rule_reach.h. Says the first of: the section, the pattern, what stands around the match, the
 * value. */
#include "inspect/rule_reach.h"

#include "inspect/rule_example.h"
#include "rules/expand.h"

enum { SHOWN = 40 }; /* bytes of text that a hint shows before the place */

/* The last few bytes before the place, from a character's start. */
static slice tail(slice s) {
	if (s.n <= SHOWN) return s;
	s = slice_drop(s, s.n - SHOWN);
	while (s.n > 0 && ((unsigned char)s.p[0] & 0xC0) == 0x80) s = slice_drop(s, 1);
	return s;
}

/* The clean text of the document's last block. */
static slice last_text(const struct document *d) {
	if (d->clean.blocks.n == 0) return S("");
	return slice_at(d->clean.text, d->clean.blocks.v[d->clean.blocks.n - 1].range);
}

/* "came as far as “5.9 ” and wanted \s there" */
static slice reach_text(struct matcher *m, const struct rule *r, slice text, struct diag *d, arena *a) {
	struct regex_reach reach = regex_furthest(m, r->match, text);
	if (!reach.known) return S("the pattern does not match here");
	const struct yaml_node *node;
	span at = expansion_place(r->written, reach.item.start, &node);
	d->also_file = node->file->name;
	d->also_source = node->file->source;
	d->also_at = at;
	slice item = slice_at(regex_pattern(r->match), reach.item);
	slice wanted = item.n > 0 ? say(a, S(" and wanted "), item, S(" there")) : S("");
	if (reach.end == reach.start) return say(a, S("the pattern does not start anywhere; first it wants "), item);
	return say(a, S("the match came as far as “"), tail(slice_sub(text, reach.start, reach.end)), S("”"), wanted);
}

static bool neighbours_hold(struct matcher *m, const struct rule *r, slice text, span at, const char **which) {
	*which = "before";
	if (r->before != NULL && regex_match_at(m, r->before, text, at.end) != REGEX_MATCH) return false;
	*which = "after";
	return r->after == NULL || regex_search(m, r->after, slice_sub(text, 0, at.start), 0) == REGEX_MATCH;
}

static slice matched_text(struct matcher *m, const struct rule *r, slice text, arena *a) {
	const char *which = NULL;
	span at = matcher_group(m, 0);
	slice quote = say(a, S("the pattern matches “"), slice_at(text, at), S("”, but "));
	if (!neighbours_hold(m, r, text, at, &which))
		return say(a, quote, S("what stands around it does not match `"), slice_of(which), S("`"));
	for (size_t i = 0; i < LEAN_COUNT; i++)
		if (r->leans[i] != NULL)
			return say(a, quote, S("what the rule leans on was not found, or no value could be read"));
	return say(a, quote, S("no value could be read in it"));
}

static slice hint_of(struct matcher *m, const struct rule *r, const struct example *e, struct diag *d, arena *a) {
	const struct document *doc = example_document(r, e, a);
	if (doc->status != DOCUMENT_OK) return S("the text of the example cannot be read as a document");
	slice text = last_text(doc), section = e->under.p == NULL ? S("") : e->under;
	if (r->under != NULL && regex_search(m, r->under, section, 0) != REGEX_MATCH)
		return say(a, S("the section “"), section, S("” does not match `under`"));
	if (r->not_under != NULL && regex_search(m, r->not_under, section, 0) == REGEX_MATCH)
		return say(a, S("the section “"), section, S("” matches `not_under`"));
	if (regex_search(m, r->match, text, 0) == REGEX_MATCH) return matched_text(m, r, text, a);
	return reach_text(m, r, text, d, a);
}

void rule_reach_tell(
        struct matcher *m, const struct rule *r, const struct example *e, bool too_few, struct diag *d, arena *a) {
	const struct yaml_node *node = r->written->pattern;
	d->also_file = node->file->name;
	d->also_source = node->file->source;
	d->also_at = (span){node->at.start, node->at.start};
	if (too_few) d->hint = hint_of(m, r, e, d, a);
}
