/* Explanations: see explain.h. This file puts the parts together and finds what a line or an id stands for. */
#include "inspect/explain.h"

#include "dataset/coverage.h"
#include "dataset/rows.h"
#include "inspect/explain_dataset.h"
#include "inspect/explain_parts.h"

static bool same_span(span a, span b) { return a.start == b.start && a.end == b.end; }

/* ---- one record */

static slice kind_and_level(const struct explain *e, const struct block *b) {
	slice kind = block_kind_text(b->kind);
	return b->level == 0 ? kind : say(e->a, kind, S(" of level "), page_number(e, b->level));
}

static void put_place(const struct explain *e, const struct document *d, const struct record *r) {
	struct place at = place_of(d->text, r->at.start);
	page_row(e, S("at"),
	        say(e->a, d->name, S(":"), page_number(e, at.line), S(":"), page_number(e, at.column), S(", bytes "),
	                page_bytes(e, r->at)));
	for (size_t i = 0; i < r->parts.n; i++)
		page_row(e, i == 0 ? S("pieces") : S(""),
		        say(e->a, page_bytes(e, r->parts.v[i]), S("  "),
		                page_quote(e, slice_at(d->text, r->parts.v[i]))));
}

/* The block of a record: the leaf that its text lies in, or the container that is the record. */
static const struct block *block_of(const struct document *d, const struct record *r) {
	for (size_t i = 0; i < d->blocks.n; i++)
		if (!block_is_leaf(d->blocks.v[i].kind) && same_span(d->blocks.v[i].at, r->at)) return &d->blocks.v[i];
	for (size_t i = 0; i < d->blocks.n; i++) {
		const struct block *b = &d->blocks.v[i];
		if (block_is_leaf(b->kind) && span_contains(b->at, r->at)) return b;
	}
	int leaf = document_block_at(d, r->at.start);
	return leaf < 0 ? NULL : &d->blocks.v[leaf];
}

static void put_block(const struct explain *e, const struct document *d, const struct record *r) {
	const struct block *b = block_of(d, r);
	span within = b == NULL ? (span){0, d->text.n} : span_hull(b->at, r->at);
	if (b != NULL) {
		page_row(e, S("block"), say(e->a, kind_and_level(e, b), S(", "), page_lines(e, d->text, b->at)));
		page_row(e, S("section"), b->section.n > 0 ? b->section : S("(no heading above)"));
	}
	page_row(e, S("text"), page_excerpt(e, d->text, within, r->at));
}

/* What decided, with both sides of it where that says more. */
static slice reason_text(const struct explain *e, const struct loser *l) {
	const struct rule *won = pack_rule(e->pack, l->winner_rule), *lost = pack_rule(e->pack, l->rule);
	slice text = say(e->a, S("by "), l->reason);
	if (slice_equal(l->reason, S("length")))
		return say(e->a, text, S(", "), page_number(e, span_length(l->winner_at)), S(" bytes over "),
		        page_number(e, span_length(l->at)));
	if (!slice_equal(l->reason, S("priority")) || won == NULL || lost == NULL || lost->priority < 0) return text;
	return say(e->a, text, S(", "), page_number(e, (size_t)won->priority), S(" over "),
	        page_number(e, (size_t)lost->priority));
}

static void put_losers(const struct explain *e, const struct document *d, const struct record *r) {
	bool first = true;
	for (size_t i = 0; i < d->losers.n; i++) {
		const struct loser *l = &d->losers.v[i];
		if (l->winner_kind != r->kind || !same_span(l->winner_at, r->at) ||
		        !slice_equal(l->winner_rule, r->rule))
			continue;
		page_row(e, first ? S("beat") : S(""),
		        say(e->a, l->kind->is, S(" "), page_quote(e, slice_at(d->text, l->at)), S(" of "),
		                explain_rule_name(e, l->rule), S(" "), reason_text(e, l)));
		first = false;
	}
}

static void put_finding(const struct explain *e, const struct finding *f, slice label) {
	page_row(e, label, say(e->a, level_text(f->severity), S(": "), f->code, S(": "), f->message));
}

/* Ids in `records` are separated by blanks, and none is part of another. */
static bool names(const struct finding *f, slice id) { return slice_find(f->records, id) != SIZE_MAX; }

static void put_findings(const struct explain *e, const struct document *d, const struct record *r) {
	for (size_t i = 0; i < d->findings.n; i++)
		if (names(&d->findings.v[i], r->id)) put_finding(e, &d->findings.v[i], S("finding"));
}

void explain_record(const struct explain *e, struct document *d, size_t record) {
	const struct record *r = &d->records.v[record];
	const struct rule *rule = pack_rule(e->pack, r->rule);
	page_title(e, say(e->a, r->kind->is, S(" "), r->id));
	put_place(e, d, r);
	put_block(e, d, r);
	explain_rule(e, d, r, rule);
	explain_values(e, d, r, rule);
	explain_link(e, r);
	put_losers(e, d, r);
	put_findings(e, d, r);
	if (e->dataset != NULL) explain_dataset_tell(e, d, r);
}

/* ---- one line */

/* The bytes of a line without its end; SPAN_NONE where there is none. Lines end at LF, CRLF or a lone CR. */
span explain_line_span(slice text, size_t line) {
	size_t at = 0;
	for (size_t n = 1; at <= text.n; n++) {
		size_t end = at;
		while (end < text.n && text.p[end] != '\n' && text.p[end] != '\r') end++;
		if (n == line) return at == text.n && line > 1 ? SPAN_NONE : (span){at, end};
		if (end == text.n) break;
		at = end + (text.p[end] == '\r' && end + 1 < text.n && text.p[end + 1] == '\n' ? 2 : 1);
	}
	return SPAN_NONE;
}

static bool on_line(span line, span at) {
	return span_overlaps(line, at) || (at.start == at.end && at.start >= line.start && at.start <= line.end);
}

static bool begins_on(span line, span at) { return at.start >= line.start && at.start <= line.end; }

static void put_reaching(const struct explain *e, const struct document *d, span line) {
	for (size_t i = 0; i < d->records.n; i++) {
		const struct record *r = &d->records.v[i];
		if (on_line(line, r->at) && !begins_on(line, r->at))
			page_title(e, say(e->a, S("inside "), page_record(e, d, r)));
	}
}

/* Those whose winner is told of elsewhere, or came to nothing. */
static void put_lost(const struct explain *e, const struct document *d, span line) {
	for (size_t i = 0; i < d->losers.n; i++) {
		const struct loser *l = &d->losers.v[i];
		if (!on_line(line, l->at) || begins_on(line, l->winner_at)) continue;
		page_row(e, S("lost"),
		        say(e->a, l->kind->is, S(" "), page_quote(e, slice_at(d->text, l->at)), S(" of "),
		                explain_rule_name(e, l->rule), S(" to "), l->winner_kind->is, S(" "),
		                page_quote(e, slice_at(d->text, l->winner_at)), S(" of "),
		                explain_rule_name(e, l->winner_rule), S(" "), reason_text(e, l)));
	}
}

static size_t put_waived(const struct explain *e, const struct document *d, span line) {
	size_t n = 0;
	for (size_t i = 0; i < d->waivers.n; i++) {
		const struct waiver *w = &d->waivers.v[i];
		if (!on_line(line, w->at)) continue;
		page_row(e, S("waived"),
		        say(e->a, page_quote(e, slice_at(d->text, w->at)), S(" by "), explain_rule_name(e, w->rule),
		                S(": "), w->reason));
		n++;
	}
	return n;
}

static size_t put_unclaimed(const struct explain *e, const struct document *d, span line) {
	struct coverage coverage;
	size_t n = 0;
	coverage_build(&coverage, d, e->a);
	for (size_t i = 0; i < coverage.unclaimed.n; i++) {
		const struct unclaimed *u = &coverage.unclaimed.v[i];
		if (!on_line(line, u->at)) continue;
		page_row(e, u->kind == UNCLAIMED_NAME ? S("name") : S("number"),
		        page_quote(e, slice_at(d->text, u->at)));
		n++;
	}
	return n;
}

static void put_line_findings(const struct explain *e, const struct document *d, span line) {
	for (size_t i = 0; i < d->findings.n; i++) {
		const struct finding *f = &d->findings.v[i];
		if (f->records.n == 0 && !span_is_none(f->at) && on_line(line, f->at)) put_finding(e, f, S("finding"));
	}
}

bool explain_line(const struct explain *e, struct document *d, size_t line) {
	span at = explain_line_span(d->text, line);
	if (span_is_none(at)) return false;
	page_title(e, say(e->a, d->name, S(":"), page_number(e, line), S(": "), page_quote(e, slice_at(d->text, at))));
	put_reaching(e, d, at);
	for (size_t i = 0; i < d->records.n; i++) {
		if (!begins_on(at, d->records.v[i].at)) continue;
		buf_byte(e->out, '\n');
		explain_record(e, d, i);
	}
	buf_byte(e->out, '\n');
	page_title(e, S("not taken"));
	size_t n = put_waived(e, d, at) + put_unclaimed(e, d, at);
	if (n == 0) page_row(e, S("nothing"), S("no number or name is left here"));
	put_lost(e, d, at);
	put_line_findings(e, d, at);
	return true;
}

/* ---- an id */

static void separate(const struct explain *e) {
	if (e->out->n > 0) buf_byte(e->out, '\n');
}

static size_t explain_blocks(const struct explain *e, struct document *d, slice id, slices *found) {
	size_t n = 0;
	for (size_t i = 0; i < d->blocks.n; i++) {
		const struct block *b = &d->blocks.v[i];
		if (!slice_starts(b->id, id)) continue;
		separate(e);
		page_title(e, say(e->a, S("block "), b->id));
		page_row(e, S("at"), say(e->a, d->name, S(", bytes "), page_bytes(e, b->at)));
		page_row(e, S("block"), say(e->a, kind_and_level(e, b), S(", "), page_lines(e, d->text, b->at)));
		page_row(e, S("section"), b->section.n > 0 ? b->section : S("(no heading above)"));
		page_row(e, S("text"), page_quote(e, block_text(d, b)));
		for (size_t k = 0; k < d->records.n; k++)
			if (span_contains(b->at, d->records.v[k].at))
				page_row(e, S("holds"), page_record(e, d, &d->records.v[k]));
		*vec_push(e->a, found) = b->id;
		n++;
	}
	return n;
}

/* Their ids are worked out where rows are made. The rows stand in another order than the findings. */
static size_t explain_findings(const struct explain *e, struct document *d, slice id, slices *found) {
	struct row_source source;
	row_source_open(&source, d, e->a);
	struct rowset rows = rows_of(&source, &tables[TABLE_findings], e->a);
	size_t n = 0;
	for (size_t i = 0; i < rows.rows.n; i++) {
		const slice *cells = rows.rows.v[i].cells;
		if (!slice_starts(cells[COLUMN_findings_id], id)) continue;
		separate(e);
		page_title(e, say(e->a, S("finding "), cells[COLUMN_findings_id]));
		page_row(e, S("at"),
		        say(e->a, d->name, S(", bytes "), cells[COLUMN_findings_start], S("-"),
		                cells[COLUMN_findings_end]));
		page_row(e, cells[COLUMN_findings_severity],
		        say(e->a, cells[COLUMN_findings_code], S(": "), cells[COLUMN_findings_message]));
		*vec_push(e->a, found) = cells[COLUMN_findings_id];
		n++;
		for (size_t k = 0; k < d->records.n; k++) {
			if (slice_find(cells[COLUMN_findings_records], d->records.v[k].id) == SIZE_MAX) continue;
			separate(e);
			explain_record(e, d, k);
		}
	}
	return n;
}

size_t explain_id(const struct explain *e, struct document *d, slice id, slices *found) {
	size_t n = 0;
	for (size_t i = 0; i < d->records.n; i++) {
		if (!slice_starts(d->records.v[i].id, id)) continue;
		separate(e);
		explain_record(e, d, i);
		*vec_push(e->a, found) = d->records.v[i].id;
		n++;
	}
	return n + explain_blocks(e, d, id, found) + explain_findings(e, d, id, found);
}
