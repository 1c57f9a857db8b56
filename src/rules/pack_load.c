/* Packs from folders: see pack.h. Packs in use come first, then registers, fragments and rules of all of them in turn, so
 * that rules may use what any pack loaded defines. Nothing stops at the first error. */
#include "base/ascii.h"
#include "base/io.h"
#include "rules/load.h"
#include "rules/prefilter.h"
#include "rules/template.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct origin load_origin(const struct yaml_node *n) {
	return (struct origin){.file = n->file->name, .source = n->file->source, .at = n->at};
}

/* ---- files */

static void complain_file(struct loader *l, const struct yaml_node *at, slice file, slice why) {
	slice message = say(l->a, file, S(": "), why);
	if (at != NULL)
		yaml_complain(l->diags, CODE_PACK_UNREADABLE, at, message, ABSENT);
	else
		diag_add(l->diags,
		        (struct diag){.code = CODE_PACK_UNREADABLE, .file = file, .at = SPAN_NONE, .message = why});
}

static slice reason(struct loader *l, int error) {
	if (error == EFBIG) return S("too large");
	if (error == ENOTSUP) return S("not a regular file");
	return arena_copy(l->a, slice_of(strerror(error)));
}

/* It was read, or could not be. */
static bool note_file(struct loader *l, int error, slice file, slice bytes, const struct yaml_node *at) {
	if (error != 0) {
		complain_file(l, at, file, reason(l, error));
		return false;
	}
	*vec_push(l->a, &l->pack->files) = (struct origin){.file = file, .source = bytes, .at = SPAN_NONE};
	return true;
}

bool load_file(struct loader *l, slice path, slice file, size_t limit, const struct yaml_node *at, slice *bytes) {
	int error = io_read_file(l->a, arena_c_string(l->a, path), limit, bytes);
	return note_file(l, error, file, *bytes, at);
}

static const struct yaml_node *load_yaml(struct loader *l, slice path, slice name, const struct yaml_node *at) {
	struct yaml_file *file = arena_alloc(l->a, sizeof *file);
	file->name = name;
	if (!load_file(l, path, name, RULE_FILE_LIMIT, at, &file->source)) return NULL;
	return yaml_parse(l->a, file, l->diags);
}

/* ---- names and folders */

static slice without_end_slashes(slice path) {
	while (path.n > 1 && path.p[path.n - 1] == '/') path.n--;
	return path;
}

static slice base_name(slice path) {
	for (size_t i = path.n; i > 0; i--)
		if (path.p[i - 1] == '/') return slice_drop(path, i);
	return path;
}

static bool is_dots(slice name) { return slice_equal(name, S(".")) || slice_equal(name, S("..")) || name.n == 0; }

/* The folder `name` beside the pack's. */
static slice beside(struct loader *l, slice folder, slice name) {
	slice base = base_name(folder);
	if (is_dots(base)) return say(l->a, folder, S("/../"), name);
	return say(l->a, slice_sub(folder, 0, folder.n - base.n), name);
}

static bool among(const slices *names, slice name) {
	for (size_t i = 0; i < names->n; i++)
		if (slice_equal(names->v[i], name)) return true;
	return false;
}

/* ---- one pack */

static void load_folder(struct loader *l, slice folder, const struct yaml_node *at);

/* The folder that an entry of `use` names: a name alone, the one beside this pack; with a slash, a path from this pack. */
static slice used_folder(struct loader *l, slice folder, slice use) {
	if (slice_find_byte(use, '/') == SIZE_MAX) return beside(l, folder, use);
	return use.p[0] == '/' ? use : say(l->a, folder, S("/"), use);
}

static void use_pack(struct loader *l, slice folder, const struct yaml_node *use) {
	slice path = without_end_slashes(use->text), name = base_name(path);
	if (is_dots(name)) {
		yaml_complain(l->diags, CODE_VALUE_UNKNOWN, use,
		        S("a pack in use is the name of a folder beside this one, or a path that ends in its name"),
		        ABSENT);
		return;
	}
	if (among(&l->loaded, name)) return;
	if (among(&l->loading, name)) {
		yaml_complain(l->diags, CODE_PACK_CYCLE, use, say(l->a, S("pack "), name, S(" uses itself")), ABSENT);
		return;
	}
	load_folder(l, used_folder(l, folder, path), use);
}

static void read_region(struct loader *l, const struct yaml_node *region) {
	if (region == NULL) return;
	slice s = region->text;
	bool good = s.n == 2 && ascii_is_upper(s.p[0]) && ascii_is_upper(s.p[1]);
	if (!good)
		yaml_complain(l->diags, CODE_VALUE_UNKNOWN, region,
		        S("a region is two capital letters, as in ISO 3166"), ABSENT);
	l->pack->region = s;
}

static void read_dates(struct loader *l, const struct yaml_node *dates) {
	if (dates == NULL) return;
	l->pack->month_first = slice_equal(dates->text, S("month-first"));
	static const slice known[] = {{"day-first", 9}, {"month-first", 11}};
	if (!l->pack->month_first && !slice_equal(dates->text, known[0]))
		schema_unknown(l->diags, CODE_VALUE_UNKNOWN, dates, S("dates is day-first or month-first"), dates->text,
		        known, 2);
}

/* YAML of another name, which somebody may take for rules. */
static bool looks_like_rules(slice path) {
	slice base = base_name(path);
	return base.p[0] != '.' && !slice_equal(path, S("pack.yaml")) &&
	       (slice_ends(base, S(".yaml")) || slice_ends(base, S(".yml")));
}

static void complain_empty(struct loader *l) {
	const struct origin *file = &l->pack->files.v[l->pack->files.n - 1];
	diag_add(l->diags, (struct diag){.code = CODE_TYPE_WRONG,
	                           .file = file->file,
	                           .source = file->source,
	                           .at = {0, 0},
	                           .message = S("a rule file without rules or fragments")});
}

static void load_rule_file(struct loader *l, const struct rule_file *f) {
	struct keyed k;
	if (!note_file(l, f->error, f->name, f->source, NULL)) return;
	for (size_t i = 0; i < f->diags.list.n; i++) diag_add(l->diags, f->diags.list.v[i]);
	if (f->root == NULL) {
		if (f->diags.list.n == 0) complain_empty(l);
		return;
	}
	/* What stands before a syntax error is read all the same, so the answer does not matter. */
	(void)schema_read(l->diags, f->root, MAPPING_file, &k);
	load_fragments(l, k.v[KEY_file_fragments]);
	*vec_push(l->a, &l->rule_files) = f->root;
}

static void load_rule_files(struct loader *l, struct rule_folder *f) {
	rule_folder_end(f, l->a);
	if (f->error != 0) complain_file(l, NULL, f->pack, reason(l, f->error));
	for (size_t i = 0; i < f->others.n; i++)
		if (is_rule_file(f->others.v[i]))
			complain_file(l, NULL, say(l->a, f->pack, S("/"), f->others.v[i]), reason(l, ENOTSUP));
	for (size_t i = 0; i < f->files.n; i++) {
		slice path = f->files.v[i];
		if (is_rule_file(path))
			load_rule_file(l, &f->read[i]);
		else
			load_sql(l, f->folder, f->pack, path);
		if (!is_rule_file(path) && looks_like_rules(path))
			diag_add(l->diags, (struct diag){.code = CODE_PACK_FILE,
			                           .file = say(l->a, f->pack, S("/"), path),
			                           .at = SPAN_NONE,
			                           .message = S("is not read: rule files are called *.rules.yaml")});
	}
}

/* The pack's name; its folder's, which it must say too. */
static slice read_name(struct loader *l, slice base, const struct yaml_node *name) {
	if (name == NULL) return base;
	if (is_dots(base)) return name->text;
	if (!slice_equal(name->text, base))
		yaml_complain(l->diags, CODE_VALUE_UNKNOWN, name,
		        say(l->a, S("the pack is called "), name->text, S(", but its folder "), base), ABSENT);
	return base;
}

static void load_folder(struct loader *l, slice folder, const struct yaml_node *at) {
	struct keyed k;
	struct rule_folder rules;
	slice base = base_name(folder);
	size_t said = l->diags->list.n;
	const struct yaml_node *root =
	        load_yaml(l, say(l->a, folder, S("/pack.yaml")), say(l->a, base, S("/pack.yaml")), at);
	if (root == NULL) {
		/* An unreadable or broken one was complained of, an empty one was not. */
		if (l->diags->list.n == said) complain_file(l, at, say(l->a, base, S("/pack.yaml")), S("is empty"));
		return;
	}
	(void)schema_read(l->diags, root, MAPPING_pack, &k);
	slice name = read_name(l, base, k.v[KEY_pack_pack]);
	rule_folder_begin(&rules, folder, name, l->a, l->beside);
	*vec_push(l->a, &l->loading) = name;
	const struct yaml_node *use = k.v[KEY_pack_use];
	for (size_t i = 0; use != NULL && i < use->items.n; i++) use_pack(l, folder, use->items.v[i]);
	l->loading.n--;
	*vec_push(l->a, &l->loaded) = name;
	l->pack->name = name;
	read_region(l, k.v[KEY_pack_region]);
	read_dates(l, k.v[KEY_pack_dates]);
	load_kinds(l, k.v[KEY_pack_kinds]);
	load_registers(l, folder, name, k.v[KEY_pack_registers]);
	if (k.v[KEY_pack_entities] != NULL) *vec_push(l->a, &l->entities) = k.v[KEY_pack_entities];
	load_rule_files(l, &rules);
}

/* ---- all of it */

static void load_patterns(struct loader *l) {
	fragments_check(l->fragments);
	if (l->trees) l->pack->prefilter = prefilter_ahead(l->pack);
	load_fragment_examples(l);
	for (size_t i = 0; i < l->rule_files.n; i++) {
		const struct yaml_node *root = l->rule_files.v[i], *part;
		if (root->kind != YAML_MAPPING) continue;
		if ((part = yaml_get(root, S("rules"))) != NULL && part->kind == YAML_SEQUENCE) load_rules(l, part);
		if ((part = yaml_get(root, S("ignore"))) != NULL && part->kind == YAML_SEQUENCE) load_ignores(l, part);
		if ((part = yaml_get(root, S("cells"))) != NULL && part->kind == YAML_SEQUENCE) load_cells(l, part);
		if ((part = yaml_get(root, S("tables"))) != NULL && part->kind == YAML_SEQUENCE)
			load_templates(l, part);
		prefilter_loaded(l->pack->prefilter);
	}
	load_check_ids(l);
	for (size_t i = 0; i < l->entities.n; i++) load_entities(l, l->entities.v[i]);
	load_check_sql(l);
}

static void rule_free(const struct rule *r) {
	regex_free(r->match);
	regex_free(r->under);
	regex_free(r->not_under);
	regex_free(r->before);
	regex_free(r->after);
	for (size_t k = 0; k < LEAN_COUNT; k++) regex_free(r->leans[k]);
	for (size_t k = 0; k < r->fields.n; k++) regex_free(r->fields.v[k].each);
}

static void leave_out(struct loader *l, slice id, const struct origin *o) {
	diag_add(l->diags, (struct diag){.code = CODE_RULE_LEFT_OUT,
	                           .file = o->file,
	                           .source = o->source,
	                           .at = {o->at.start, o->at.start},
	                           .message = say(l->a, S("the rule "), id, S(" was left out"))});
}

static void keep_good_cells(struct loader *l) {
	struct pack *p = l->pack;
	size_t kept = 0;
	for (size_t i = 0; i < p->cells.n; i++) {
		struct rule *r = &p->cells.v[i]->rule;
		if (!r->broken) {
			p->cells.v[kept++] = p->cells.v[i];
			continue;
		}
		leave_out(l, r->id, &r->origin);
		rule_free(r);
	}
	p->cells.n = kept;
}

static void keep_good_templates(struct loader *l) {
	struct pack *p = l->pack;
	size_t kept = 0;
	for (size_t i = 0; i < p->templates.n; i++) {
		struct table_template *t = p->templates.v[i];
		if (t->named != NULL && !t->named->broken) {
			p->templates.v[kept++] = t;
			continue;
		}
		leave_out(l, t->id, &t->origin);
		template_free(t);
	}
	p->templates.n = kept;
}

static void keep_good(struct loader *l) {
	struct pack *p = l->pack;
	size_t kept = 0;
	for (size_t i = 0; i < p->rules.n; i++) {
		if (p->rules.v[i]->broken) {
			leave_out(l, p->rules.v[i]->id, &p->rules.v[i]->origin);
			rule_free(p->rules.v[i]);
			continue;
		}
		p->rules.v[i]->order = kept;
		p->rules.v[kept++] = p->rules.v[i];
	}
	p->rules.n = kept;
	keep_good_cells(l);
	keep_good_templates(l);
}

static int by_id(const void *left, const void *right) {
	const struct rule *a = *(const struct rule *const *)left, *b = *(const struct rule *const *)right;
	int order = slice_compare(a->id, b->id);
	return order != 0 ? order : (a->order > b->order) - (a->order < b->order);
}

static void index_rules(struct pack *p) {
	p->by_id = arena_alloc(p->arena, (p->rules.n + 1) * sizeof *p->by_id);
	for (size_t i = 0; i < p->rules.n; i++) p->by_id[i] = p->rules.v[i];
	qsort(p->by_id, p->rules.n, sizeof *p->by_id, by_id);
}

struct pack *pack_load_beside(
        arena *a, slice folder, struct diags *diags, bool keep, const struct pack_beside *beside, bool *whole) {
	struct pack *p = arena_alloc(a, sizeof *p);
	p->arena = a;
	p->lexicon.arena = a;
	struct diags own = {.arena = diags->arena};
	struct fragments *fragments = arena_alloc(a, sizeof *fragments);
	*fragments = (struct fragments){.arena = a, .diags = &own};
	struct loader l = {.a = a,
	        .diags = &own,
	        .pack = p,
	        .fragments = fragments,
	        .beside = beside != NULL,
	        .trees = beside != NULL && beside->trees};
	load_folder(&l, without_end_slashes(folder), NULL);
	load_sort_sql(&l);
	load_words_made(&l);
	if (beside != NULL && !diags_have(&own, LEVEL_FATAL)) beside->begin(p, beside->data);
	load_patterns(&l);
	*whole = !diags_have(&own, LEVEL_FATAL);
	if (!*whole) {
		/* The rules that are left change their places. */
		prefilter_free(p->prefilter);
		p->prefilter = NULL;
		if (keep) keep_good(&l);
	}
	for (size_t i = 0; i < own.list.n; i++) diag_add(diags, own.list.v[i]);
	if (*whole || (keep && p->name.p != NULL)) {
		if (p->prefilter != NULL)
			prefilter_complete(p->prefilter);
		else
			p->prefilter = prefilter_new(p);
		index_rules(p);
		return p;
	}
	pack_free(p);
	return NULL;
}

struct pack *pack_load(arena *a, slice folder, struct diags *diags) {
	bool whole;
	return pack_load_beside(a, folder, diags, false, NULL, &whole);
}

struct pack *pack_load_good(arena *a, slice folder, struct diags *diags, bool *whole) {
	return pack_load_beside(a, folder, diags, true, NULL, whole);
}

void pack_free(struct pack *p) {
	if (p == NULL) return;
	prefilter_free(p->prefilter);
	lexicon_free(&p->lexicon);
	for (size_t i = 0; i < p->rules.n; i++) rule_free(p->rules.v[i]);
	for (size_t i = 0; i < p->cells.n; i++) rule_free(&p->cells.v[i]->rule);
	for (size_t i = 0; i < p->templates.n; i++) template_free(p->templates.v[i]);
	for (size_t i = 0; i < p->fragment_tests.n; i++) regex_free(p->fragment_tests.v[i].match);
	for (size_t i = 0; i < p->links.n; i++)
		for (size_t k = 0; k < p->links.v[i].variants.n; k++) regex_free(p->links.v[i].variants.v[k].match);
}

const struct rule *pack_rule(const struct pack *p, slice id) {
	size_t n = p->by_id ? p->rules.n : 0, low = 0, high = n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (slice_compare(p->by_id[middle]->id, id) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < n && slice_equal(p->by_id[low]->id, id) ? p->by_id[low] : NULL;
}
