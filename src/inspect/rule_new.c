/* Templates of rules: see rule_new.h. Keys and what they mean come from schema.def, columns from the table, captures from
 * the value types; the texts to be replaced are an ellipsis, which is a pattern too. */
#include "inspect/rule_new.h"

#include "rules/schema.h"
#include "values/value.h"

#define HOLE "\xE2\x80\xA6"

enum { COMMENTS = 40 }; /* the column in which comments stand */

/* Characters in the line so far. */
static size_t width(const struct buf *out) {
	size_t n = 0;
	for (size_t i = out->n; i > 0 && out->p[i - 1] != '\n'; i--) n += ((unsigned char)out->p[i - 1] & 0xC0) != 0x80;
	return n;
}

static void end_line(struct buf *out, slice comment) {
	for (size_t n = width(out); comment.n > 0 && n < COMMENTS; n++) buf_byte(out, ' ');
	if (comment.n > 0) {
		buf_put(out, S("  # "));
		buf_put(out, comment);
	}
	buf_byte(out, '\n');
}

static void put_line(struct buf *out, slice indent, slice what, slice comment) {
	buf_put(out, indent);
	buf_put(out, what);
	end_line(out, comment);
}

static void put_key(struct buf *out, enum mapping mapping, slice name, slice indent, slice what) {
	size_t n;
	const struct schema_key *keys = schema_keys(mapping, &n);
	for (size_t i = 0; i < n; i++)
		if (slice_equal(keys[i].name, name)) put_line(out, indent, what, keys[i].about);
}

/* The first value type that fills this kind. */
static const struct value_type *first_type(const struct table *kind) {
	for (size_t i = 0; i < value_type_count; i++)
		if (slice_equal(slice_of(value_types[i].is), kind->is)) return &value_types[i];
	return NULL;
}

static void put_types(struct buf *out, const struct table *kind) {
	bool first = true;
	for (size_t i = 0; i < value_type_count; i++) {
		if (!slice_equal(slice_of(value_types[i].is), kind->is)) continue;
		buf_put(out, first ? S("    # value types: ") : S(", "));
		buf_put(out, slice_of(value_types[i].name));
		first = false;
	}
	if (!first) buf_byte(out, '\n');
}

static void put_group(struct buf *out, slice name) {
	buf_put(out, S(" (?<"));
	buf_put(out, name);
	buf_put(out, S("> " HOLE " )"));
}

/* The captures that a value type must have, each a hole in the pattern. */
static void put_match_as(struct buf *out, const struct value_type *t) {
	slice list = slice_of(t->captures);
	bool any = false;
	buf_put(out, S("    match: '"));
	for (struct cut c = slice_cut(list, S(" ")); c.head.n > 0; c = slice_cut(c.tail, S(" "))) {
		if (slice_ends(c.head, S("?")) && (any || c.tail.n > 0)) continue;
		put_group(out, slice_ends(c.head, S("?")) ? slice_sub(c.head, 0, c.head.n - 1) : c.head);
		any = true;
	}
	buf_put(out, S(" '\n    as: "));
	buf_put(out, slice_of(t->name));
	end_line(out, list);
}

static slice type_of(const struct column *c) {
	if (c->type == COLUMN_INTEGER) return S("integer");
	if (c->type == COLUMN_DECIMAL) return S("decimal");
	if (c->type == COLUMN_EDTF) return S("edtf");
	return slice_equal(c->references, S("entities")) ? S("entity") : S("text");
}

static void put_field(struct buf *out, const struct column *c, slice mark, bool constant) {
	buf_put(out, mark);
	buf_put(out, c->name);
	if (constant) {
		buf_put(out, c->type == COLUMN_BOOLEAN ? S(": {value: true}") : S(": {value: " HOLE "}"));
		end_line(out, c->about);
		return;
	}
	buf_put(out, S(": {from: "));
	buf_put(out, c->name);
	buf_put(out, S(", type: "));
	buf_put(out, type_of(c));
	buf_byte(out, '}');
	end_line(out, c->about);
}

/* A kind that no value type fills: a capture for each column. */
static void put_match_fields(struct buf *out, const struct table *kind) {
	buf_put(out, S("    match: '"));
	for (size_t i = 0; i < kind->count; i++)
		if (kind->columns[i].type != COLUMN_BOOLEAN) put_group(out, kind->columns[i].name);
	buf_put(out, S(" '\n    fields:\n"));
	for (size_t i = 0; i < kind->count; i++)
		put_field(out, &kind->columns[i], S("      "), kind->columns[i].type == COLUMN_BOOLEAN);
}

static void put_more_fields(struct buf *out, const struct table *kind) {
	bool mention = kind == &tables[TABLE_mentions];
	put_line(out, S("    "), mention ? S("fields:") : S("# fields:"), S("columns that the value does not fill"));
	for (size_t i = 0; i < kind->count; i++)
		put_field(out, &kind->columns[i], mention && i == COLUMN_mentions_type ? S("      ") : S("    #   "),
		        true);
}

static void put_scope(struct buf *out, enum mapping mapping) {
	put_key(out, mapping, S("in"), S("    "), S("in: [paragraph, item, cell]"));
	static const slice conditions[] = {{"under", 5}, {"not_under", 9}, {"before", 6}, {"after", 5}};
	for (size_t i = 0; i < sizeof conditions / sizeof *conditions; i++) {
		buf_put(out, S("    # "));
		buf_put(out, conditions[i]);
		put_key(out, mapping, conditions[i], S(": '" HOLE "'"), S(""));
	}
}

static void put_rule(struct buf *out, const struct table *kind) {
	put_line(out, S(""), S("rules:"), kind->about);
	put_key(out, MAPPING_rule, S("id"), S("  - "), S("id: my.rule"));
	put_key(out, MAPPING_rule, S("about"), S("    "), S("about: " HOLE));
	buf_put(out, S("    emit: "));
	put_line(out, kind->is, S(""), ABSENT);
	put_scope(out, MAPPING_rule);
	put_types(out, kind);
	const struct value_type *t = first_type(kind);
	if (t != NULL) {
		put_match_as(out, t);
		put_more_fields(out, kind);
	} else {
		put_match_fields(out, kind);
	}
	put_key(out, MAPPING_rule, S("priority"), S("    "), S("priority: 0"));
}

static void put_ignore(struct buf *out) {
	put_line(out, S(""), S("ignore:"), S("text that no record comes from, and that is no gap either"));
	put_key(out, MAPPING_ignore, S("id"), S("  - "), S("id: my.rule"));
	put_key(out, MAPPING_ignore, S("reason"), S("    "), S("reason: " HOLE));
	put_scope(out, MAPPING_ignore);
	put_key(out, MAPPING_ignore, S("match"), S("    "), S("match: '^ " HOLE " $'"));
}

void rule_new_put(struct buf *out, const struct table *kind) {
	buf_put(out, S("# Put this into NAME.rules.yaml of a pack and fill in what is " HOLE
	               ". In patterns a blank is \\s.\n"));
	if (kind == NULL)
		put_ignore(out);
	else
		put_rule(out, kind);
	buf_put(out, S("    examples:                             # one that gives something and one that does not, at "
	               "least\n"
	               "      # - {text: '" HOLE "', gives: [{quote: '" HOLE "'}]}\n"
	               "      - {text: 'x', gives: []}\n"));
}
