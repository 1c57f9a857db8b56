/* `kinds:` of pack.yaml: kinds of record that a pack adds, each a table of the dataset with the evidence columns in front.
 * Their names become files, members of document lines and columns, so they are held to what these can bear. */
#include "base/ascii.h"
#include "rules/load.h"

bool table_is_emitted(const struct table *t) {
	return t->is.n > 0 && t != &tables[TABLE_lists] && t != &tables[TABLE_list_items] &&
	       t != &tables[TABLE_tables] && t != &tables[TABLE_table_cells];
}

struct column_kind {
	slice name; /* as packs write it */
	enum column_type type;
	slice references;
};

static const struct column_kind column_kinds[] = {{{"text", 4}, COLUMN_TEXT, {"", 0}},
        {{"integer", 7}, COLUMN_INTEGER, {"", 0}}, {{"boolean", 7}, COLUMN_BOOLEAN, {"", 0}},
        {{"decimal", 7}, COLUMN_DECIMAL, {"", 0}}, {{"edtf", 4}, COLUMN_EDTF, {"", 0}},
        {{"entity", 6}, COLUMN_TEXT, {"entities", 8}}};
enum { COLUMN_KINDS = sizeof column_kinds / sizeof *column_kinds };

/* Small letters, digits and _ behind a letter. */
static bool name_valid(slice name) {
	for (size_t i = 0; i < name.n; i++) {
		char c = name.p[i];
		bool letter = ascii_is_lower(c);
		if (!letter && (i == 0 || (c != '_' && (c < '0' || c > '9')))) return false;
	}
	return name.n > 0 && name.n <= 63;
}

static bool name_check(struct loader *l, const struct yaml_node *name, bool taken, slice what) {
	bool valid = name_valid(name->text);
	if (!valid)
		yaml_complain(l->diags, CODE_VALUE_UNKNOWN, name,
		        say(l->a, S("the name of "), what, S(" has small letters, digits and _, a letter first")),
		        ABSENT);
	else if (taken)
		yaml_complain(l->diags, CODE_KEY_TWICE, name, say(l->a, name->text, S(" is taken")), ABSENT);
	return valid && !taken;
}

/* ---- columns */

/* Names that a record in a document line has already, or the evidence columns of the file. */
static bool column_taken(slice name) {
	static const slice members[] = {{"is", 2}, {"parts", 5}, {"spans", 5}, {"captures", 8}};
	for (size_t i = 0; i < sizeof members / sizeof *members; i++)
		if (slice_equal(members[i], name)) return true;
	for (size_t i = 0; i < EVIDENCE_COLUMNS; i++)
		if (slice_equal(evidence_columns[i].name, name)) return true;
	return false;
}

static const struct column_kind *column_kind(struct loader *l, const struct yaml_node *type) {
	slice known[COLUMN_KINDS];
	if (type == NULL) return NULL;
	for (size_t i = 0; i < COLUMN_KINDS; i++) {
		if (slice_equal(column_kinds[i].name, type->text)) return &column_kinds[i];
		known[i] = column_kinds[i].name;
	}
	schema_unknown(l->diags, CODE_VALUE_UNKNOWN, type, say(l->a, type->text, S(" is no type of column")),
	        type->text, known, COLUMN_KINDS);
	return NULL;
}

static bool read_column(struct loader *l, const struct yaml_entry *e, struct column *c) {
	struct keyed k;
	if (e->value == NULL || !schema_read(l->diags, e->value, MAPPING_kind_column, &k)) return false;
	const struct column_kind *kind = column_kind(l, k.v[KEY_kind_column_type]);
	slice about = schema_text(k.v[KEY_kind_column_about]);
	if (!name_check(l, e->key, column_taken(e->key->text), S("a column")) || kind == NULL) return false;
	*c = (struct column){.name = e->key->text,
	        .type = kind->type,
	        .references = kind->references,
	        .about = about.p == NULL ? S("") : about};
	return true;
}

/* ---- kinds */

/* A kind, table or other file of the dataset. */
static bool kind_taken(const struct loader *l, slice name) {
	static const slice files[] = {{"annotations", 11}, {"datapackage", 11}, {"provenance", 10}, {"record", 6}};
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		if (slice_equal(files[i], name)) return true;
	for (size_t i = 0; i < l->pack->kinds.n; i++)
		if (slice_equal(l->pack->kinds.v[i]->is, name)) return true;
	return table_named(name) != NULL || table_of_record(name) != NULL;
}

static void read_kind(struct loader *l, const struct yaml_entry *e) {
	struct keyed k;
	if (e->value == NULL || !schema_read(l->diags, e->value, MAPPING_kind, &k)) return;
	const struct yaml_node *columns = k.v[KEY_kind_columns];
	if (!name_check(l, e->key, kind_taken(l, e->key->text), S("a kind")) || columns == NULL) return;
	struct column *list = arena_alloc(l->a, columns->entries.n * sizeof *list);
	size_t n = 0;
	for (size_t i = 0; i < columns->entries.n; i++) n += read_column(l, &columns->entries.v[i], &list[n]);
	slice about = schema_text(k.v[KEY_kind_about]);
	struct table *t = arena_alloc(l->a, sizeof *t);
	*t = (struct table){.name = e->key->text,
	        .is = e->key->text,
	        .evidence = true,
	        .about = about.p == NULL ? S("") : about,
	        .columns = list,
	        .count = n};
	*vec_push(l->a, &l->pack->kinds) = t;
}

void load_kinds(struct loader *l, const struct yaml_node *kinds) {
	for (size_t i = 0; kinds != NULL && i < kinds->entries.n; i++) read_kind(l, &kinds->entries.v[i]);
}
