/* A rule pack, loaded: what rules, registers and linking a folder of rule files gives. Read-only once loaded, shared between
 * threads (a matcher, per thread, holds what matching writes). docs/rules.md is the language; this is its shape in C. */
#ifndef GARNER_RULES_PACK_H
#define GARNER_RULES_PACK_H

#include "base/diag.h"
#include "model/document.h"
#include "rules/cue.h"
#include "values/value.h"

struct regex;     /* rules/regex.h */
struct expansion; /* rules/expand.h */

/* Where a thing stands in a file of the pack. */
struct origin {
	slice file;   /* "nhs/systems.rules.yaml": from the pack's name on, however -r was given */
	slice source; /* the bytes of the file */
	span at;
};

/* Where a column comes from: a capture through a value type or a register; a constant; what another record says at the
 * capture's place: the entity of the mention there, or the value of the date there. */
enum field_source { FIELD_CAPTURE, FIELD_CONSTANT, FIELD_ENTITY, FIELD_DATE };
/* One entry of `fields`: which column gets what. */
struct rule_field {
	size_t column; /* in the emitted kind */
	enum field_source source;
	slice capture;                 /* all but FIELD_CONSTANT: the group's name */
	const struct value_type *type; /* a single-column type, or NULL where `lookup` is set */
	slice lookup, lookup_column; /* type {register: …, column: …}: the register's cell for the captured text */
	slice constant;              /* FIELD_CONSTANT */
	const struct regex
	        *each; /* what is found of it in the capture, again and again, is an item of a list; or NULL */
};

/* What an example says it gives: members of the record, `quote` and `is` among them. */
struct example_member {
	slice name, value;
};
struct example_record {
	VEC(struct example_member) members;
	size_t nth;                    /* the quote is the nth of its bytes in the text, from 1; 0: not said */
	VEC(struct example_member) at; /* column: the text of the place it was read in */
};
struct example {
	slice text;
	slice published;                  /* `date:` of the example: the document's own, or ABSENT */
	slice under;                      /* `under:` of the example: the heading its text stands under, or ABSENT */
	slice intro;                      /* `intro:`: the text that announces its list, or ABSENT */
	slice elsewhere;                  /* `elsewhere:`: other text of its document, or ABSENT */
	slice header;                     /* `header:` of a cell's example: that of its column, or ABSENT */
	slice next;                       /* `next:`: the block that follows, or ABSENT */
	slice columns;                    /* `columns:`: the row that names its columns, or ABSENT */
	slice todo;                       /* `todo:`: why it does not hold yet, or ABSENT */
	VEC(struct example_record) gives; /* of this rule, in text order; none: a miss */
	struct origin origin;
};

/* Where the nth of these bytes starts in the text, counted from 1; SIZE_MAX: there are fewer. */
size_t example_nth(slice text, slice quote, size_t nth);

/* A capture that is a name: it becomes a mention of the type. */
struct rule_mention {
	slice capture, type;
};

/* Text elsewhere that a rule leans on; its captures join those of the match. */
enum rule_lean {
	LEAN_INTRO,     /* the block that announces the list */
	LEAN_HEADING,   /* the nearest heading above */
	LEAN_ELSEWHERE, /* the first block of the document in which the pattern is found */
	LEAN_NEXT,      /* the block that follows */
	LEAN_COLUMNS,   /* the row that names the columns of the table */
	LEAN_COUNT
};

struct rule {
	slice id;
	slice about;
	struct origin origin;
	const struct expansion *written; /* its match with its fragments, and where each byte was written */
	const struct expansion *written_under, *written_not_under, *written_before,
	        *written_after; /* likewise, or NULL */
	const struct expansion *written_leans[LEAN_COUNT];
	size_t order;              /* position in the loaded set */
	const struct table *emits; /* NULL: an ignore rule */
	slice reason;              /* of an ignore rule */
	uint32_t
	        in; /* bits 1u << block_kind, BLOCK_row for rules over rows; none named: leaves but code, divider, boilerplate */
	const struct regex *match;
	const struct regex *under, *not_under; /* against the block's section, or NULL */
	const struct regex *before;            /* must match right behind the match, or NULL */
	const struct regex *after;             /* must match what stands before it, to its end, or NULL */
	struct rule_after *after_told;         /* how far back that may reach: rule_after_length */
	const struct value_type *as;           /* or NULL */
	VEC(struct rule_field) fields;
	VEC(struct rule_mention) mentions;
	const struct regex *leans[LEAN_COUNT]; /* each must be found, or NULL */
	int priority;
	bool nests;          /* may stand inside another name, and others inside it */
	bool broken;         /* something is wrong with it; never so in a pack that was loaded */
	bool dates_document; /* `gives: published`: its first date is the document's own */
	VEC(struct example) examples;
};

/* How far back `after` of the rule may reach. Told when it is first asked, since that takes as long as compiling. Thread-safe. */
struct cue_length rule_after_length(const struct rule *r);

/* A rule that reads cells of tables: see stages/normalise_cells.c. */
enum cell_column {
	CELL_ANYWHERE,
	CELL_AMONG_VALUES, /* only in a column of values */
	CELL_WHOLE_COLUMN  /* only where it fits every filled cell of the column */
};
struct cell_rule {
	struct rule rule; /* id, about, origin, match, as, fields, priority, examples; emits a table_cell */
	bool header;      /* it reads headers, for the cells below them */
	enum cell_column column;
};

struct table_template; /* rules/template.h */

/* A fragment that has examples: what it finds in texts, by itself. Members are its captures. */
struct fragment_test {
	slice name;
	const struct regex *match;
	VEC(struct example) examples;
};

/* A register: a CSV file of the pack. */
struct register_table {
	slice name;
	struct origin origin; /* file and source */
	slice sha256;
	slices columns;
	VEC(size_t) key;   /* its key columns */
	VEC(slice *) rows; /* cells, columns.n of them each */
	VEC(span) places;  /* of each row in source, without its line end */
};
size_t register_column(const struct register_table *r, slice name); /* SIZE_MAX when missing */

/* Do rules give records of this kind? Lists and tables come from blocks, never from patterns. */
bool table_is_emitted(const struct table *t);

/* One rewriting step of names: every match of `match` is replaced by `with`. */
struct variant {
	const struct regex *match;
	slice with;
	struct origin origin;
};

/* How mentions of one type find their entity. */
/* What a register says of the codes of a type: a relation a row. Columns of the register. */
struct link_facts {
	const struct register_table *table; /* or NULL */
	size_t code, predicate, object, detail, since, until;
};
/* Where a name of the type gets its subtype from. */
enum subtype_at { SUBTYPE_WHOLE, SUBTYPE_END, SUBTYPE_START };
struct subtype_source {
	const struct register_table *table; /* NULL: from relations */
	size_t word, kind;
	enum subtype_at at;
	slice relation; /* the predicate whose detail it is */
};
struct link {
	slice type;                         /* "system" */
	slice scheme;                       /* "ods"; ABSENT: no register */
	const struct register_table *names; /* columns code, name (NULL: none) */
	size_t code, name;
	const struct register_table *aliases; /* columns code, name (NULL: none) */
	size_t alias_code, alias_name;
	const struct register_table *labels; /* columns code, label (NULL: none) */
	size_t label_code, label_name;
	struct link_facts facts;
	VEC(struct subtype_source) subtypes; /* the first that gives one counts */
	VEC(struct variant) variants;
	bool last_word;   /* a name of one word means the one longer name of the document that ends in it */
	bool abbreviated; /* a short form that the document explains means what its long form means */
};

/* A view or a check: a file of SQL, run by dataset/. */
struct sql_file {
	slice name; /* the file's stem: "systems" */
	struct origin origin;
};

struct pack {
	arena *arena;
	slice name;   /* of the pack that -r named: "nhs" */
	slice region; /* "GB" */
	bool month_first;
	VEC(struct rule *)
	rules; /* in load order: core first, files by byte order of their names, rules as they stand */
	const struct rule **by_id;     /* the same in order of their ids, for pack_rule; NULL until all are loaded */
	VEC(struct cell_rule *) cells; /* higher priority first, then in load order */
	VEC(struct table_template *) templates; /* likewise */
	VEC(struct register_table *) registers;
	VEC(struct fragment_test) fragment_tests;
	VEC(struct link) links;
	VEC(struct table *) kinds;          /* the packs' own */
	struct lexicon lexicon;             /* every register, under its name */
	VEC(struct origin) files;           /* every file read, for provenance: file and source */
	VEC(struct sql_file) views, checks; /* in order of their names; in any pack a name stands once */
	struct table *view_tables;          /* what each view gives, from sql_check on (dataset/views.h) */
	struct prefilter *prefilter;        /* rules/prefilter.h */
};

/* Loads the pack in the folder and those it uses (`use: [core]`: the folder of that name beside it; `use: [../../rules/core]`: a path from the pack's folder). All that is wrong is put
 * into diags, as much as can be found in one pass; NULL when any of it is fatal. The diags point into the arena too. */
struct pack *pack_load(arena *a, slice folder, struct diags *diags);
/* The same, but rules that are wrong are left out, each with a diag `rule-left-out`, and the others kept: NULL only where
 * nothing can be kept. *whole is false when anything was wrong. */
struct pack *pack_load_good(arena *a, slice folder, struct diags *diags, bool *whole);
/* Either, with a second thread that reads rules while this one reads registers, and what else is asked for beside. `beside` NULL:
 * all by this thread. */
struct pack_beside {
	bool trees; /* those of patterns (prefilter.h) are read while this thread goes on with rules */
	/* Called when all but the rules is there: kinds, views and checks stay as they are. Not where a fault was found. */
	void (*begin)(struct pack *p, void *data);
	void *data;
};
struct pack *pack_load_beside(
        arena *a, slice folder, struct diags *diags, bool keep, const struct pack_beside *beside, bool *whole);
/* Compiles what loading left for later; false where a pattern does not compile after all, which is told. */
bool pack_complete(struct pack *p, struct diags *diags);
void pack_free(struct pack *p);                               /* the compiled patterns; the arena is the caller's */
const struct rule *pack_rule(const struct pack *p, slice id); /* NULL when there is none */
const struct register_table *pack_register(const struct pack *p, slice name);
const struct link *pack_link(const struct pack *p, slice type);

#endif
