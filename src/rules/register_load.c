/* `registers:` of pack.yaml: reads the files, checks their keys, and hands every register to the lexicon. */
#include "rules/load.h"
#include "rules/register.h"

enum { REGISTER_LIMIT = 64 << 20 };

const struct register_table *pack_register(const struct pack *p, slice name) {
	for (size_t i = 0; i < p->registers.n; i++)
		if (slice_equal(p->registers.v[i]->name, name)) return p->registers.v[i];
	return NULL;
}

const struct register_table *load_register(struct loader *l, const struct yaml_node *name) {
	if (name == NULL) return NULL;
	const struct register_table *r = pack_register(l->pack, name->text);
	if (r != NULL) return r;
	slice *known = arena_alloc(l->a, (l->pack->registers.n + 1) * sizeof *known);
	for (size_t i = 0; i < l->pack->registers.n; i++) known[i] = l->pack->registers.v[i]->name;
	schema_unknown(l->diags, CODE_VALUE_UNKNOWN, name, say(l->a, S("there is no register "), name->text),
	        name->text, known, l->pack->registers.n);
	return NULL;
}

size_t load_column(struct loader *l, const struct register_table *r, const struct yaml_node *name) {
	/* A register that could not be read has no columns; that was said. */
	if (r == NULL || name == NULL || r->columns.n == 0) return SIZE_MAX;
	size_t column = register_column(r, name->text);
	if (column == SIZE_MAX)
		schema_unknown(l->diags, CODE_VALUE_UNKNOWN, name,
		        say(l->a, S("register "), r->name, S(" has no column "), name->text), name->text, r->columns.v,
		        r->columns.n);
	return column;
}

/* Inside the pack: no way up, nothing absolute. */
static bool stays_inside(slice path) {
	for (struct cut c = slice_cut(path, S("/"));; c = slice_cut(c.tail, S("/"))) {
		if (c.head.n == 0 || slice_equal(c.head, S(".")) || slice_equal(c.head, S(".."))) return false;
		if (!c.ok) return true;
	}
}

/* Equal first columns are fine where the key has more: look-ups see the first row. */
static void to_lexicon(struct loader *l, const struct register_table *r) {
	if (r->columns.n > 0)
		lexicon_add_table(&l->pack->lexicon, r->name, r->columns.v, r->columns.n, r->rows.v, r->rows.n);
}

static void set_key(struct loader *l, struct register_table *r, const struct yaml_node *key) {
	if (key == NULL || r->columns.n == 0) return;
	if (key->items.n == 0)
		yaml_complain(l->diags, CODE_TYPE_WRONG, key, S("a key has at least one column"), ABSENT);
	size_t *columns = arena_alloc(l->a, (key->items.n + 1) * sizeof *columns);
	size_t n = 0;
	for (size_t i = 0; i < key->items.n; i++) {
		size_t column = load_column(l, r, key->items.v[i]);
		if (column != SIZE_MAX) columns[n++] = column;
	}
	if (n > 0 && n == key->items.n) register_set_key(l->a, r, columns, n, l->diags);
}

static struct register_table *read_register(
        struct loader *l, slice folder, slice pack, const struct yaml_node *name, const struct yaml_node *file) {
	struct register_table *none = arena_alloc(l->a, sizeof *none);
	none->name = name->text;
	none->origin = load_origin(name);
	if (file == NULL) return none;
	slice bytes;
	if (!stays_inside(file->text)) {
		yaml_complain(l->diags, CODE_VALUE_UNKNOWN, file, S("a register is a file inside the pack"), ABSENT);
		return none;
	}
	slice called = say(l->a, pack, S("/"), file->text);
	if (!load_file(l, say(l->a, folder, S("/"), file->text), called, REGISTER_LIMIT, file, &bytes)) return none;
	return register_read(l->a, name->text, called, bytes, l->diags);
}

static void load_one(struct loader *l, slice folder, slice pack, const struct yaml_entry *e) {
	struct keyed k;
	if (e->value == NULL || !schema_read(l->diags, e->value, MAPPING_register, &k)) return;
	if (pack_register(l->pack, e->key->text) != NULL) {
		yaml_complain(l->diags, CODE_KEY_TWICE, e->key,
		        say(l->a, S("another pack has a register "), e->key->text), ABSENT);
		return;
	}
	struct register_table *r = read_register(l, folder, pack, e->key, k.v[KEY_register_file]);
	*vec_push(l->a, &l->pack->registers) = r;
	set_key(l, r, k.v[KEY_register_key]);
	to_lexicon(l, r);
}

void load_registers(struct loader *l, slice folder, slice name, const struct yaml_node *registers) {
	if (registers == NULL) return;
	for (size_t i = 0; i < registers->entries.n; i++) load_one(l, folder, name, &registers->entries.v[i]);
}
