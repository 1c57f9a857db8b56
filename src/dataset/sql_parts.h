/* What the files of sql.h share among themselves. Not for other modules. */
#ifndef GARNER_DATASET_SQL_PARTS_H
#define GARNER_DATASET_SQL_PARTS_H

#include "dataset/map.h"
#include "dataset/sql.h"

#include <sqlite3.h>

enum { SQL_STEPS_AT_ONCE = 1000 }; /* of SQLite's machine between two looks at the count */

struct sql {
	arena *arena;
	struct sql_setup setup;
	sqlite3 *db;
	sqlite3_stmt **inserts; /* of each table, the pack's kinds last; made when they are first needed */
	slice queries;          /* all that will be asked, in lower case; ABSENT where that is not known */
	bool *wanted;           /* of each table, in the same order: may a query read it? The others get no rows */
	struct map known;       /* names of tables that may be read */
	arena scratch;          /* of one call of a function */
	bool indexed;
	uint64_t rows; /* how many there are, which tells how many steps are fair */
	uint64_t steps, steps_left;
	const char *denied; /* what the authorizer refused first, or NULL */
	slice denied_name;
};

/* sql_memory.c: SQLite asks base/mem.h for its memory. To be called before it is used; once is enough. */
void sql_memory_install(void);
/* sql_functions.c: dec_…, list_of and source. */
bool sql_functions_add(struct sql *s);
/* sql_guard.c: authorizer, limits and the count of steps, for the queries that follow. */
void sql_guard(struct sql *s);
void sql_guard_begin(struct sql *s); /* a new query */

/* A refusal of SQLite that is no query's fault. Always false. */
bool sql_refuse(struct sql *s, slice what);

/* ---- sql_text.c: what can be told from the text of a query alone */
struct sql_text {
	slice about;     /* the comment that it begins with, as one line */
	size_t start;    /* of its first word */
	bool has_order;  /* ORDER BY stands in it, outside all brackets */
	bool has_select; /* it begins with SELECT, WITH or VALUES */
};
struct sql_text sql_text_scan(slice source, arena *a);
/* Where a word stands in it, outside comments and strings, in any case; SPAN_NONE where it does not. */
span sql_text_find(slice source, slice word);
/* In lower case, as SQLite knows it: names differ in more than the case of ASCII letters. */
slice sql_text_lower(slice text, arena *a);
/* Is there anything but white space, comments and semicolons from the offset on? */
bool sql_text_goes_on(slice source, size_t from);

#endif
