/* Rule files: a strict subset of YAML as a small tree in which every key and scalar knows its bytes.
 *
 * Refused, each with a diag: anchors, aliases, tags, merge keys, directives, a second document, keys that are no
 * scalars, duplicate keys, nesting beyond 32, NUL bytes, text that is not UTF-8. Scalars stay text. After a syntax
 * error the tree holds what was complete before it. */
#ifndef GARNER_RULES_YAML_H
#define GARNER_RULES_YAML_H

#include "base/diag.h"

enum yaml_kind { YAML_SCALAR, YAML_SEQUENCE, YAML_MAPPING };
enum yaml_style { YAML_PLAIN, YAML_SINGLE, YAML_DOUBLE, YAML_LITERAL, YAML_FOLDED };

struct yaml_file {
	slice name;   /* as diags name it: "nhs/systems.rules.yaml" */
	slice source; /* its bytes */
};

struct yaml_node;
struct yaml_entry {
	struct yaml_node *key;   /* a scalar */
	struct yaml_node *value; /* NULL where the file broke off */
};

struct yaml_node {
	enum yaml_kind kind;
	enum yaml_style style; /* of a scalar */
	bool whole;            /* of a sequence or mapping: its end was reached */
	slice text;            /* of a scalar: its value, in the arena or in the source */
	span at;               /* in the source: a scalar with its quotes, a block scalar without its header */
	span raw;              /* of a scalar: the bytes its value was read from */
	const struct yaml_file *file;
	VEC(struct yaml_entry) entries; /* of a mapping, in the order of the file; each key once */
	VEC(struct yaml_node *) items;  /* of a sequence */
};

/* The root node, NULL where there is none (an empty file, or an error before anything). *file must outlive the tree. */
struct yaml_node *yaml_parse(arena *a, const struct yaml_file *file, struct diags *diags);

/* The value of a key, or NULL. */
const struct yaml_node *yaml_get(const struct yaml_node *mapping, slice key);
/* Is the key there, whatever its value? */
bool yaml_has(const struct yaml_node *mapping, slice key);

/* As it would stand in single quotes. In the arena. */
slice yaml_single_quoted(arena *a, slice text);

/* Where byte `offset` of a scalar's value stands in the source: quotes doubled, escapes, indentation and folded lines
 * reckoned in. O(offset). */
size_t yaml_place(const struct yaml_node *scalar, size_t offset);
/* The place of value bytes part.start to part.end; of an empty part, the character that stands there. */
span yaml_span(const struct yaml_node *scalar, span part);

/* A diag at a node's place, or at part of a scalar's value. */
void yaml_complain(struct diags *diags, enum code code, const struct yaml_node *node, slice message, slice hint);
void yaml_complain_part(
        struct diags *diags, enum code code, const struct yaml_node *scalar, span part, slice message, slice hint);

#endif
