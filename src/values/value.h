/* Value types: pure functions from captured text (and a lexicon) to normal forms. The table of them is values.def.
 *
 * A function takes the named captures of one match, as clean text, and gives columns of the record that the rule
 * emits. No floats, no locale, no clock: decimals are digits. The same input gives the same output. */
#ifndef GARNER_VALUES_VALUE_H
#define GARNER_VALUES_VALUE_H

#include "base/diag.h"
#include "values/lexicon.h"

struct captured {
	slice name; /* as in the rule: "number", "scale" */
	slice text; /* clean text of the group */
};

/* What a value may lean on beside its own text. */
struct value_context {
	const struct lexicon *lexicon;
	slice published;  /* the document's own date as an EDTF day, month or year; ABSENT: none */
	slice region;     /* ISO 3166 of the pack, "GB" */
	bool month_first; /* 03/04/2024 is 4 March */
};

struct value_in {
	const struct captured *captures;
	size_t count;
	const struct value_context *context;
	arena *arena; /* results live here */
};
slice value_capture(const struct value_in *in, slice name); /* ABSENT when it did not match */

enum { VALUE_COLUMNS_MAX = 8, VALUE_SOURCES_MAX = 6, VALUE_ALTERNATIVES_MAX = 32 };
struct value_column {
	slice column; /* "value", "unit" */
	slice text;
	/* The captures it was read in; their hull is the field's place. None: a constant. Absent ones come last. */
	slice from[VALUE_SOURCES_MAX];
};
/* Another reading of what was said, beside the declared one: the column's value in it. */
struct value_alternative {
	slice column, text;
};

struct value_out {
	struct value_column columns[VALUE_COLUMNS_MAX];
	size_t count;
	struct value_alternative alternatives[VALUE_ALTERNATIVES_MAX];
	size_t alternative_count;
	bool inferred;  /* a part came from context->published */
	bool failed;    /* no value: code and message say why */
	enum code code; /* also without failure: a note or a warning, when message is set */
	slice message;
};
void value_set(struct value_out *out, slice column, slice text, slice from); /* from ABSENT: a constant */
void value_set2(struct value_out *out, slice column, slice text, slice from, slice from2);
void value_from(struct value_out *out, slice from);                      /* one more source of the column set last */
void value_alternative(struct value_out *out, slice column, slice text); /* one more reading, if it is none of those */
bool value_fail(struct value_out *out, enum code code, slice message);   /* gives false */

/* False with out->failed where the captures give no value. */
typedef bool value_fn(const struct value_in *in, struct value_out *out);

struct value_type {
	const char *name;     /* as rules write it: `as: money` */
	const char *is;       /* the kind of record it fills ("figure"), or "" when it fills any single column */
	const char *captures; /* the captures it takes, "number sign? scale? …"; a trailing ? is optional */
	value_fn *fn;
	int version; /* raised when the same input gives another output */
	const char *about;
};
extern const struct value_type value_types[];
extern const size_t value_type_count;
const struct value_type *value_type_named(slice name);

#endif
