/* The way between clean text and the document's bytes, both ways, by binary search over the runs: see clean.h. */
#include "model/clean.h"

/* Clean bytes of a run. */
static size_t run_length(const struct clean_run *r) { return r->copied ? r->raw_length : 1; }

/* ---- clean to raw */

/* How many runs start at or before the clean offset. */
static size_t runs_until(const struct clean *c, size_t offset) {
	size_t low = 0, high = c->runs.n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (c->runs.v[middle].clean <= offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Where the shown byte at or after the clean offset starts, or where the last one ends. */
static size_t raw_start(const struct clean *c, size_t offset) {
	size_t n = runs_until(c, offset);
	if (n > 0) {
		const struct clean_run *r = &c->runs.v[n - 1];
		size_t inside = offset - r->clean;
		if (inside < run_length(r)) return r->copied ? r->raw + inside : r->raw;
		if (n == c->runs.n) return r->raw + r->raw_length;
	}
	return n < c->runs.n ? c->runs.v[n].raw : 0;
}

/* Where the shown byte before the clean offset ends; that of its run, where the offset stands behind all of it. */
static size_t raw_end(const struct clean *c, size_t offset) {
	size_t n = offset > 0 ? runs_until(c, offset - 1) : 0;
	if (n == 0) return 0;
	const struct clean_run *r = &c->runs.v[n - 1];
	size_t inside = offset - r->clean;
	return r->copied && inside < r->raw_length ? r->raw + inside : r->raw + r->raw_length;
}

span clean_to_raw(const struct clean *c, span at) {
	if (at.start >= at.end) {
		const struct clean_block *b = clean_block_at(c, at.start);
		bool behind = !b && at.start > 0 && clean_block_at(c, at.start - 1);
		size_t place = behind ? raw_end(c, at.start) : raw_start(c, at.start);
		return (span){place, place};
	}
	span raw = {raw_start(c, at.start), raw_end(c, at.end)};
	if (raw.start > raw.end) raw = (span){raw.end, raw.start}; /* over blocks that do not stand in raw order */
	return raw;
}

const struct clean_block *clean_block_at(const struct clean *c, size_t offset) {
	size_t low = 0, high = c->blocks.n; /* the first block that ends behind the offset */
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (c->blocks.v[middle].range.end <= offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low < c->blocks.n && c->blocks.v[low].range.start <= offset ? &c->blocks.v[low] : NULL;
}

/* ---- raw to clean */

/* The range of a document's block in clean text; empty where it shows nothing. */
static span range_of(const struct clean *c, int block) {
	size_t low = 0, high = c->blocks.n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (c->blocks.v[middle].block < block)
			low = middle + 1;
		else
			high = middle;
	}
	return low < c->blocks.n && c->blocks.v[low].block == block ? c->blocks.v[low].range : (span){0, 0};
}

/* The first part that ends behind the raw offset. */
static size_t part_after(const struct clean *c, size_t raw) {
	size_t low = 0, high = c->parts.n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (c->parts.v[middle].at.end <= raw)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The clean span within one block's range that shows the raw span, or SPAN_NONE. Runs of a block ascend in raw too. */
static span find_in(const struct clean *c, span range, span raw) {
	size_t first = runs_until(c, range.start) - 1, behind = runs_until(c, range.end - 1), low = first,
	       high = behind;
	while (low < high) { /* the first run that ends behind raw.start */
		size_t middle = low + (high - low) / 2;
		if (c->runs.v[middle].raw + c->runs.v[middle].raw_length <= raw.start)
			low = middle + 1;
		else
			high = middle;
	}
	size_t start = low;
	for (high = behind; low < high;) { /* the first run that starts at raw.end or behind */
		size_t middle = low + (high - low) / 2;
		if (c->runs.v[middle].raw < raw.end)
			low = middle + 1;
		else
			high = middle;
	}
	if (start >= low) return SPAN_NONE;
	const struct clean_run *a = &c->runs.v[start], *b = &c->runs.v[low - 1];
	span at = {a->clean, b->clean + run_length(b)};
	if (a->copied && raw.start > a->raw) at.start += raw.start - a->raw;
	if (b->copied && raw.end < b->raw + b->raw_length) at.end = b->clean + (raw.end - b->raw);
	return at;
}

static span shown(const struct clean *c, span raw) {
	size_t first = part_after(c, raw.start);
	/* The first part may start behind the span, which then can still lie in the gap before it. */
	for (size_t i = first; i < c->parts.n && (i == first || c->parts.v[i].at.start < raw.end); i++) {
		span range = range_of(c, c->parts.v[i].block);
		span at = range.end > range.start ? find_in(c, range, raw) : SPAN_NONE;
		if (!span_is_none(at)) return at;
	}
	return SPAN_NONE;
}

span clean_of_raw(const struct clean *c, span raw) {
	if (span_is_none(raw)) return SPAN_NONE;
	if (raw.start < raw.end) return shown(c, raw);
	span at = shown(c, (span){raw.start, raw.start + 1});
	if (!span_is_none(at)) return (span){at.start, at.start};
	at = raw.start > 0 ? shown(c, (span){raw.start - 1, raw.start}) : SPAN_NONE;
	return span_is_none(at) ? at : (span){at.end, at.end};
}
