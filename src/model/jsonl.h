/* Documents that already are lines of JSON: one object a line, with its name, text and date under names the user gives. */
#ifndef GARNER_MODEL_JSONL_H
#define GARNER_MODEL_JSONL_H

#include "base/arena.h"

struct jsonl_names {
	slice id, text;
	slice date; /* or ABSENT */
};

struct jsonl_document {
	slice name, text;
	slice published; /* EDTF, or ABSENT */
	slice bad_date;  /* what the date's member held where that was no date, else ABSENT */
};

/* Reads one line (strict JSON, no duplicate members). Slices are in the arena. False with a message and the byte. */
bool jsonl_read(arena *a, slice line, const struct jsonl_names *names, struct jsonl_document *d, slice *message,
        size_t *offset);

#endif
