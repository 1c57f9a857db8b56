/* Reading a document line: its findings and waivers. A part of line_read.c. */
#include "model/line_take.h"

#define IS(name, literal) slice_equal((name), S(literal))

static bool read_severity(struct reader *r, const json_t *v, enum level *to) {
	slice text;
	if (!take_text(r, S("severity"), v, &text)) return false;
	for (enum level level = LEVEL_NOTE; level <= LEVEL_ERROR; level++) {
		if (!slice_equal(text, level_text(level))) continue;
		*to = level;
		return true;
	}
	return take_fail(r, S("severity"), S("must be note, warning or error"));
}

static bool read_finding_member(struct reader *r, slice name, const json_t *v, struct finding *f) {
	bool taken;
	if (!take_place(r, name, v, &f->at, &taken)) return false;
	if (taken) return true;
	if (IS(name, "severity")) return read_severity(r, v, &f->severity);
	if (IS(name, "code")) return take_text(r, name, v, &f->code);
	if (IS(name, "message")) return take_text(r, name, v, &f->message);
	if (IS(name, "records")) return take_text(r, name, v, &f->records);
	if (IS(name, "expected")) return take_text(r, name, v, &f->expected);
	if (IS(name, "found")) return take_text(r, name, v, &f->found);
	take_extra(r, name, v, &f->extra);
	return true;
}

bool line_read_finding(struct reader *r, json_t *object) {
	struct finding f = {.at = SPAN_NONE};
	const char *key;
	json_t *v;
	json_object_foreach(object, key, v) {
		if (!read_finding_member(r, slice_of(key), v, &f)) return false;
	}
	if (!json_object_get(object, "severity")) return take_fail(r, S("severity"), S("is missing"));
	if (!f.code.p) return take_fail(r, S("code"), S("is missing"));
	if (!f.message.p) return take_fail(r, S("message"), S("is missing"));
	bool placed = f.at.start != SIZE_MAX || f.at.end != SIZE_MAX;
	if (placed && !place_needed(r, f.at)) return false;
	if (place_check(r, f.code, f.at)) *vec_push(r->a, &r->d->findings) = f;
	return true;
}

static bool read_waiver_member(struct reader *r, slice name, const json_t *v, struct waiver *w) {
	bool taken;
	if (!take_place(r, name, v, &w->at, &taken)) return false;
	if (taken) return true;
	if (IS(name, "rule")) return take_text(r, name, v, &w->rule);
	if (IS(name, "reason")) return take_text(r, name, v, &w->reason);
	take_extra(r, name, v, &w->extra);
	return true;
}

bool line_read_waiver(struct reader *r, json_t *object) {
	struct waiver w = {.at = SPAN_NONE};
	const char *key;
	json_t *v;
	json_object_foreach(object, key, v) {
		if (!read_waiver_member(r, slice_of(key), v, &w)) return false;
	}
	if (!place_needed(r, w.at)) return false;
	if (place_check(r, w.rule.n > 0 ? w.rule : S("waiver"), w.at)) *vec_push(r->a, &r->d->waivers) = w;
	return true;
}
