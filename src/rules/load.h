/* Inside the loader of packs: what its parts share. */
#ifndef GARNER_RULES_LOAD_H
#define GARNER_RULES_LOAD_H

#include "base/beside.h"
#include "rules/fragments.h"
#include "rules/pack.h"
#include "rules/schema.h"

#include <stdatomic.h>

struct load_id {
	const struct yaml_node *node;
	struct rule *rule;
};

/* Words of a register that a fragment is to have. */
struct load_words {
	struct fragment *fragment;
	const struct yaml_node *node, *column;
	const struct words *words;
	bool broken;   /* their patterns were */
	slice pattern; /* made of them */
};

struct loader {
	arena *a;
	struct diags *diags;
	struct pack *pack;
	struct fragments *fragments;              /* in the arena: what patterns were made of can be told later */
	VEC(const struct yaml_node *) rule_files; /* their roots, in load order */
	VEC(const struct yaml_node *) entities;   /* of the packs, in load order */
	slices loading, loaded;                   /* names of packs: those on the way, and those done */
	VEC(struct load_id) ids;                  /* of rules */
	VEC(struct load_words) words;             /* of fragments */
	bool beside;                              /* a second thread may read files */
	bool trees;                               /* and the trees of patterns */
};

enum { RULE_FILE_LIMIT = 16 << 20 };
/* rule_files.c: base name ends in .rules.yaml and does not start with a dot (editors' own). */
bool is_rule_file(slice path);
struct rule_file {
	slice name, source;
	int error; /* of reading it, or 0 */
	const struct yaml_node *root;
	struct diags diags;
};
/* All of a folder's, read between begin and end: in another thread where `beside`, and what that has left at the end. */
struct rule_folder {
	slice folder, pack;
	slices files, others;   /* the paths of all that is there */
	struct rule_file *read; /* by file; those that are none are empty */
	int error;              /* of listing the folder, or 0 */
	atomic_size_t taken;    /* files, by either thread */
	arena own;
	struct beside reading;
};
void rule_folder_begin(struct rule_folder *f, slice folder, slice pack, arena *a, bool beside);
void rule_folder_end(struct rule_folder *f, arena *a); /* all of it is then in the arena */

/* fragment_load.c: `fragments:` of one file. Registers must be there. */
void load_fragments(struct loader *l, const struct yaml_node *fragments);
/* words_load.c: `words:` of one fragment; false where it is wrong. load_words_made: the patterns of all of them. */
bool load_words(struct loader *l, struct fragment *f, const struct yaml_node *words);
void load_words_made(struct loader *l);
/* rule_load.c: `rules:` and `ignore:` of one file. Fragments must have been checked. */
void load_rules(struct loader *l, const struct yaml_node *rules);
void load_ignores(struct loader *l, const struct yaml_node *ignores);
void load_check_ids(struct loader *l); /* after all rules: is each id there once? */
/* Is anything wrong with the entry of a rule file: was it cut off, or a fault said in it, or since so many diags? */
bool load_is_broken(const struct loader *l, const struct yaml_node *node, size_t said);
void load_id(struct loader *l, struct rule *r, const struct yaml_node *id);
/* The pattern, type and fields of a rule, in the mapping `node`. */
void load_match(struct loader *l, struct rule *r, const struct yaml_node *node, const struct yaml_node *match,
        const struct yaml_node *as, const struct yaml_node *fields);
/* cell_load.c: `cells:` of one file. */
void load_cells(struct loader *l, const struct yaml_node *cells);
/* template_load.c: `tables:` of one file. */
void load_templates(struct loader *l, const struct yaml_node *templates);
/* scope_load.c: the conditions that rules and ignore rules share; v are the values of their keys. */
struct rule_use;
struct scope_keys {
	const struct yaml_node *in, *not_in, *under, *not_under, *before, *after;
};
void load_scope(struct loader *l, struct rule *r, const struct scope_keys *k, struct rule_use *u);
/* example_load.c */
void load_examples(struct loader *l, struct rule *r, const struct yaml_node *examples);
void load_fragment_examples(struct loader *l); /* of all fragments, when they have been checked */
/* link_load.c: `entities:` of one pack. */
void load_entities(struct loader *l, const struct yaml_node *entities);
/* kind_load.c: `kinds:` of one pack. */
void load_kinds(struct loader *l, const struct yaml_node *kinds);
/* register_load.c: `registers:` of the pack in the folder, whose files are called NAME/… */
void load_registers(struct loader *l, slice folder, slice name, const struct yaml_node *registers);

/* sql_load.c: is the path one of a view or check? Then it is loaded. load_sort_sql: by name, when all are there.
 * load_check_sql: does each name stand once? */
void load_sql(struct loader *l, slice folder, slice pack, slice path);
void load_sort_sql(struct loader *l);
void load_check_sql(struct loader *l);

/* The register that a scalar names; a diag and NULL when there is none. */
const struct register_table *load_register(struct loader *l, const struct yaml_node *name);
/* The index of the column that a scalar names; a diag and SIZE_MAX when the register has none of it. */
size_t load_column(struct loader *l, const struct register_table *r, const struct yaml_node *name);
/* A file of the pack, recorded for provenance; a diag (at `at`, or about the file where that is NULL) and false when it
 * cannot be read. */
bool load_file(struct loader *l, slice path, slice file, size_t limit, const struct yaml_node *at, slice *bytes);
/* An origin: a node's place. */
struct origin load_origin(const struct yaml_node *n);

#endif
