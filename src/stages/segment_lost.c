/* Lists that were announced and lost: a text that ends with a colon, and behind it neither a list nor a table nor
 * text that could be what it announces. It tells them and changes nothing. Which lines are lists is found elsewhere. */
#include "stages/segment_plan.h"

enum { SHORT_POINTS = 120 };

static const struct line *unit_line(const struct plan *p, const struct unit *u) { return &p->lines.v[u->first]; }
static slice text_of(const struct plan *p, const struct unit *u) { return slice_at(p->text, span_of(u->text)); }

/* Ends with a colon that is no part of a word, as in a:b:c: or `.. name:`. */
static bool announces(const struct plan *p, const struct unit *u) {
	const struct line *l = &p->lines.v[u->last - 1];
	if (u->kind != UNIT_TEXT || !line_ends_colon(p->text, l)) return false;
	if (text_is_code(text_of(p, u)) || !text_has_letter(text_of(p, u))) return false;
	size_t word = l->stop;
	while (word > l->body && p->text.p[word - 1] != ' ') word--;
	size_t colon = slice_find_byte(slice_sub(p->text, word, l->stop), ':');
	return word + colon + 1 == l->stop;
}

/* A heading, or a short line that ends no sentence and announces nothing itself. */
static bool stands_alone(const struct plan *p, const struct unit *u) {
	const struct line *l = unit_line(p, u);
	if (u->kind != UNIT_TEXT) return u->kind == UNIT_HEADING;
	return u->last == u->first + 1 && l->points <= SHORT_POINTS && !line_ends_stop(p->text, l) &&
	       !line_ends_colon(p->text, l) && text_has_letter(text_of(p, u)) && !text_is_code(text_of(p, u));
}

/* Is what was announced missing before this unit? One short line with prose behind it is an example or a command, several
 * are items that lost their markers. A sure or numbered heading opens another part, but a listing between two rules of
 * dashes looks like one. */
static bool lost_before(const struct plan *p, size_t at, unsigned indent) {
	if (at >= p->units.n) return true;
	const struct unit *u = &p->units.v[at];
	const struct line *l = unit_line(p, u);
	if (!stands_alone(p, u) || (u->kind == UNIT_TEXT && l->indent > indent)) return false;
	if (u->kind == UNIT_HEADING && u->sure) return p->text.p[l->body] != '-';
	if (u->kind == UNIT_HEADING && l->mark.kind == MARK_DECIMAL) return true;
	return at + 1 >= p->units.n || stands_alone(p, u + 1);
}

void lost_lists_find(struct plan *p) {
	for (size_t i = 0; i < p->units.n; i++) {
		const struct unit *u = &p->units.v[i];
		bool touches = u->follow || (i + 1 < p->units.n && (u[1].follow || u[1].lead));
		if (touches || !announces(p, u) || !lost_before(p, i + 1, unit_line(p, u)->indent)) continue;
		document_finding(p->d, CODE_LIST_LOST, span_of(u->text),
		        S("ends with a colon, but no list, table or text follows"));
	}
}
