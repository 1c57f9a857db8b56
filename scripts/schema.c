/* Writes docs/rule-files.schema.json (JSON Schema, draft 7, of which editors understand all that is used here): what a rule
 * file may say. Keys come from schema.def, closed lists from the lists that the loader itself reads; what a pattern or a
 * register holds is the loader's to judge. */
#include "rules/schema.h"
#include "base/buf.h"
#include "model/document.h"
#include "values/value.h"

#include <stdio.h>

/* What stands in a LIST or MAP: mappings of a kind, for each key of a MAP or each item of a LIST; FREE: anything. */
enum { FREE = -1, TEXTS = -2 };
static const struct {
	enum mapping mapping;
	const char *key;
	int inside;
} insides[] = {{MAPPING_file, "fragments", MAPPING_fragment}, {MAPPING_file, "rules", MAPPING_rule},
        {MAPPING_file, "ignore", MAPPING_ignore}, {MAPPING_fragment, "examples", MAPPING_fragment_example},
        {MAPPING_rule, "fields", MAPPING_field}, {MAPPING_rule, "examples", MAPPING_example},
        {MAPPING_rule, "mentions", TEXTS}, {MAPPING_ignore, "examples", MAPPING_example}};

static struct buf out;
static bool first;

static unsigned depth;

static void new_line(void) {
	buf_byte(&out, '\n');
	for (unsigned i = 0; i < depth; i++) buf_put(&out, S("  "));
}

/* A member a line, so that a change shows as the line that changed. */
static void key(slice name) {
	if (!first) buf_byte(&out, ',');
	first = false;
	new_line();
	buf_json_string(&out, name);
	buf_put(&out, S(": "));
}

static void open(void) {
	buf_byte(&out, '{');
	depth++;
	first = true;
}

static void close(void) {
	depth--;
	if (!first) new_line();
	buf_byte(&out, '}');
	first = false;
}

static void text(slice name, slice value) {
	key(name);
	buf_json_string(&out, value);
}

static void words(slice name, const slice *list, size_t n) {
	key(name);
	buf_byte(&out, '[');
	for (size_t i = 0; i < n; i++) {
		if (i > 0) buf_put(&out, S(", "));
		buf_json_string(&out, list[i]);
	}
	buf_byte(&out, ']');
}

/* ---- closed lists */

static void block_words(void) {
	slice list[BLOCK_COUNT];
	size_t n = 0;
	for (unsigned i = 0; i < BLOCK_COUNT; i++)
		if (block_is_leaf((enum block_kind)i)) list[n++] = block_kind_text((enum block_kind)i);
	words(S("enum"), list, n);
}

/* Whole-record types for `as`, the others for fields. */
static void type_words(bool whole) {
	slice list[128] = {S("entity"), S("date")};
	size_t n = whole ? 0 : 2;
	for (size_t i = 0; i < value_type_count && n < 128; i++)
		if ((value_types[i].is[0] != '\0') == whole) list[n++] = slice_of(value_types[i].name);
	words(S("enum"), list, n);
}

/* Kinds of the contract are offered; a pack's own are any other names but those that come from blocks. */
static void kind_words(void) {
	slice given[TABLE_COUNT], blocks[] = {S("list"), S("list_item"), S("table"), S("table_cell")};
	size_t n = 0;
	for (size_t i = 0; i < TABLE_COUNT; i++) {
		bool from_blocks = tables[i].is.n == 0;
		for (size_t k = 0; k < 4; k++) from_blocks = from_blocks || slice_equal(tables[i].is, blocks[k]);
		if (!from_blocks) given[n++] = tables[i].is;
	}
	key(S("anyOf"));
	buf_byte(&out, '[');
	open();
	words(S("enum"), given, n);
	close();
	buf_byte(&out, ',');
	open();
	text(S("pattern"), S("^[a-z][a-z0-9_]*$"));
	key(S("not"));
	open();
	words(S("enum"), blocks, 4);
	close();
	close();
	buf_byte(&out, ']');
	first = false;
}

static bool is(const struct schema_key *k, enum mapping mapping, const char *name) {
	return k->mapping == mapping && slice_equal(k->name, slice_of(name));
}

static void closed_words(const struct schema_key *k) {
	const slice cases[] = {S("exact"), S("any")}, gives[] = {S("published")}, turns[] = {S("last")};
	if (is(k, MAPPING_rule, "emit")) kind_words();
	if (is(k, MAPPING_rule, "as")) type_words(true);
	if (is(k, MAPPING_field, "type")) type_words(false);
	if (is(k, MAPPING_field, "turn")) words(S("enum"), turns, 1);
	if (is(k, MAPPING_rule, "gives")) words(S("enum"), gives, 1);
	if (is(k, MAPPING_words, "case")) words(S("enum"), cases, 2);
}

/* ---- values */

/* All scalars are text to the loader; an editor that reads YAML sees numbers and booleans among them. */
static void text_type(void) {
	const slice types[] = {S("string"), S("number"), S("boolean")};
	words(S("type"), types, 3);
}

static void mapping(enum mapping m);

static void inside(const struct schema_key *k, slice where) {
	for (size_t i = 0; i < sizeof insides / sizeof *insides; i++) {
		if (!is(k, insides[i].mapping, insides[i].key)) continue;
		key(where);
		if (insides[i].inside >= 0) {
			mapping((enum mapping)insides[i].inside);
		} else {
			open();
			text_type();
			close();
		}
	}
}

static bool may_be_empty(slice name) { return slice_equal(name, S("gives")) || slice_equal(name, S("examples")); }

static void number(slice name, const char *digits) {
	key(name);
	buf_put(&out, slice_of(digits));
}

static void value_of(const struct schema_key *k) {
	switch (k->shape) {
	case SHAPE_TEXT: text_type(); break;
	case SHAPE_PATTERN: text(S("type"), S("string")); break;
	case SHAPE_INTEGER:
		text(S("type"), S("integer"));
		number(S("minimum"), "-1000000");
		number(S("maximum"), "1000000");
		break;
	case SHAPE_BOOLEAN: text(S("type"), S("boolean")); break;
	case SHAPE_WORDS:
		text(S("type"), S("array"));
		number(S("minItems"), slice_equal(k->name, S("same")) ? "2" : "1");
		key(S("items"));
		open();
		text_type();
		if (slice_equal(k->name, S("in")) || slice_equal(k->name, S("not_in"))) block_words();
		close();
		break;
	case SHAPE_LIST:
		text(S("type"), S("array"));
		if (!may_be_empty(k->name)) number(S("minItems"), "1");
		inside(k, S("items"));
		break;
	case SHAPE_MAP:
		if (slice_equal(k->name, S("words"))) return;
		text(S("type"), S("object"));
		number(S("minProperties"), "1");
		inside(k, S("additionalProperties"));
		break;
	}
}

static void property(const struct schema_key *k) {
	key(k->name);
	if (is(k, MAPPING_fragment, "words")) {
		mapping(MAPPING_words);
		return;
	}
	open();
	text(S("description"), k->about);
	value_of(k);
	closed_words(k);
	close();
}

static void mapping(enum mapping m) {
	size_t n, required = 0;
	const struct schema_key *keys = schema_keys(m, &n);
	slice names[KEYS_MAX];
	open();
	text(S("type"), S("object"));
	number(S("additionalProperties"), "false");
	for (size_t i = 0; i < n; i++)
		if (keys[i].required) names[required++] = keys[i].name;
	if (required > 0) words(S("required"), names, required);
	if (m == MAPPING_file) number(S("minProperties"), "1");
	key(S("properties"));
	open();
	for (size_t i = 0; i < n; i++) property(&keys[i]);
	close();
	close();
}

int main(void) {
	mapping(MAPPING_file);
	printf("{\n  \"$schema\": \"http://json-schema.org/draft-07/schema#\",\n  \"title\": \"A rule file of garner: "
	       "NAME.rules.yaml\",");
	fwrite(out.p + 1, 1, out.n - 1, stdout);
	putchar('\n');
	buf_free(&out);
	return fflush(stdout) != 0;
}
