/* Of an explanation, the rule: where it stands, its pattern with all fragments in it, and what its groups captured. */
#include "inspect/explain_parts.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "rules/regex.h"

enum { PATTERN_SHOWN_MAX = 600 };

slice explain_clean(const struct document *d, span raw) {
	span clean = clean_of_raw(&d->clean, raw);
	return span_is_none(clean) ? S("") : slice_at(d->clean.text, clean);
}

static slice origin_text(const struct explain *e, const struct origin *o) {
	return say(e->a, o->file, S(":"), page_number(e, place_of(o->source, o->at.start).line));
}

slice explain_rule_name(const struct explain *e, slice id) {
	const struct rule *rule = pack_rule(e->pack, id);
	return rule == NULL ? id : say(e->a, id, S(" ("), origin_text(e, &rule->origin), S(")"));
}

/* ---- patterns */

/* The length of "(?<g17>" at the start of the text; 0 where there is none. Only names that regex.h gives look so. */
static size_t inner_group(slice text) {
	if (!slice_starts(text, S("(?<g"))) return 0;
	size_t i = 4;
	while (i < text.n && ascii_is_digit(text.p[i])) i++;
	return i > 4 && i < text.n && text.p[i] == '>' ? i + 1 : 0;
}

/* The pattern with its groups under the names that rules write: PCRE2 takes no dots, so they were renamed, and they
 * stand in the order of their numbers. */
static slice with_names(const struct explain *e, const struct regex *r) {
	const struct regex_group *groups;
	size_t n = regex_groups(r, &groups), next = 0, kept = 0;
	slice pattern = regex_pattern(r);
	slices parts = {0};
	for (size_t i = 0; i < pattern.n && next < n; i++) {
		size_t length = inner_group(slice_drop(pattern, i));
		if (length == 0) continue;
		*vec_push(e->a, &parts) = slice_sub(pattern, kept, i);
		*vec_push(e->a, &parts) = say(e->a, S("(?<"), groups[next++].name, S(">"));
		kept = i + length;
	}
	*vec_push(e->a, &parts) = slice_drop(pattern, kept);
	return slice_concat(e->a, parts.v, parts.n);
}

/* White space does not count in patterns, so one blank stands for any run of it; a comment in it loses its end, which
 * only a reader sees. */
static void put_pattern(const struct explain *e, slice label, const struct regex *r) {
	if (r == NULL) return;
	slice all = utf8_fold_blanks(e->a, with_names(e, r));
	if (e->full || all.n <= PATTERN_SHOWN_MAX) {
		page_row(e, label, all);
		return;
	}
	size_t end = PATTERN_SHOWN_MAX;
	while (end > 0 && ((unsigned char)all.p[end] & 0xC0) == 0x80) end--;
	page_row(e, label,
	        say(e->a, slice_sub(all, 0, end), S(" … ("), page_number(e, all.n), S(" bytes; --full shows all)")));
}

static void put_patterns(const struct explain *e, const struct rule *rule) {
	put_pattern(e, S("pattern"), rule->match);
	put_pattern(e, S("after"), rule->after);
	put_pattern(e, S("before"), rule->before);
	put_pattern(e, S("under"), rule->under);
	put_pattern(e, S("not under"), rule->not_under);
	put_pattern(e, S("intro"), rule->leans[LEAN_INTRO]);
	put_pattern(e, S("heading"), rule->leans[LEAN_HEADING]);
	put_pattern(e, S("elsewhere"), rule->leans[LEAN_ELSEWHERE]);
}

/* ---- captures */

static void put_capture(const struct explain *e, const struct document *d, const struct capture *c, slice label) {
	slice raw = slice_at(d->text, c->at), clean = explain_clean(d, c->at);
	slice text = say(e->a, c->name, S("  "), page_bytes(e, c->at), S("  "), page_quote(e, raw));
	if (!slice_equal(raw, clean)) text = say(e->a, text, S(", clean "), page_quote(e, clean));
	page_row(e, label, text);
}

void explain_rule(const struct explain *e, const struct document *d, const struct record *r, const struct rule *rule) {
	if (rule == NULL) {
		page_row(e, S("rule"), say(e->a, r->rule, S(", made from the blocks of the document")));
		return;
	}
	page_row(e, S("rule"),
	        say(e->a, rule->id, S(", "), origin_text(e, &rule->origin),
	                rule->priority > 0 ? say(e->a, S(", priority "), page_number(e, (size_t)rule->priority))
	                                   : S("")));
	if (rule->about.n > 0) page_row(e, S(""), rule->about);
	if (rule->emits != r->kind)
		page_row(e, S(""), say(e->a, S("a name in its "), rule->emits->is, S(", a mention of its own")));
	put_patterns(e, rule);
	for (size_t i = 0; i < r->captures.n; i++) put_capture(e, d, &r->captures.v[i], i == 0 ? S("captures") : S(""));
}
