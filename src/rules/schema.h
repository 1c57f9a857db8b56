/* The shape of rule files: which keys a mapping has and of what kind their values are. The list is schema.def. */
#ifndef GARNER_RULES_SCHEMA_H
#define GARNER_RULES_SCHEMA_H

#include "rules/yaml.h"

enum shape { SHAPE_TEXT, SHAPE_PATTERN, SHAPE_INTEGER, SHAPE_BOOLEAN, SHAPE_WORDS, SHAPE_LIST, SHAPE_MAP };

enum mapping {
#define MAPPING(name, what) MAPPING_##name,
#include "rules/schema.def"
	MAPPING_COUNT
};

/* KEY_rule_match: index of a key among those of its mapping. */
enum {
#define MAPPING(name, what) KEY_##name##_START, KEY_##name##_RESET = -1,
#define KEY(mapping, key, shape, required, about) KEY_##mapping##_##key,
#include "rules/schema.def"
};

enum { KEYS_MAX = 24 };

/* A key as schema.def has it, for those who write about the language. */
struct schema_key {
	slice name;
	enum mapping mapping;
	enum shape shape;
	bool required;
	slice about;
};
/* The keys of a mapping, in their order. */
const struct schema_key *schema_keys(enum mapping mapping, size_t *n);
slice schema_what(enum mapping mapping); /* how messages call it: "a rule" */

/* A mapping read: its values by key, NULL where the key is missing or its value was refused. */
struct keyed {
	const struct yaml_node *self;
	const struct yaml_node *v[KEYS_MAX];
};

/* Checks node against a mapping's keys: unknown and missing keys and values of a wrong shape become diags. False where
 * it is no mapping, or where a syntax error cut it off. */
bool schema_read(struct diags *diags, const struct yaml_node *node, enum mapping mapping, struct keyed *out);

/* Is the value of this shape? A diag if not. `of` names it in the message ("the value of priority"). */
bool schema_check(struct diags *diags, const struct yaml_node *value, enum shape shape, slice of);

/* Values already checked; NULL gives the default. */
slice schema_text(const struct yaml_node *value);   /* ABSENT */
bool schema_boolean(const struct yaml_node *value); /* false */
int schema_integer(const struct yaml_node *value);  /* 0 */

/* A diag for a name that is none of the known ones: what it is not, and the nearest one as hint. `at` may be part of a
 * longer scalar; SPAN_NONE: all of it. */
void schema_unknown(struct diags *diags, enum code code, const struct yaml_node *node, slice message, slice name,
        const slice *known, size_t n);

#endif
